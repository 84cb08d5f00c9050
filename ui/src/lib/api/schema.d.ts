// Written by npm run types. Do not edit.
export interface paths {
    "/api/admin/v1/tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the companies that are hosted here */
        get: operations["list-tenants"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/v1/tenants/{tenant}/quotas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what a company may cost and cause, and what it has today */
        get: operations["get-quotas"];
        /** Gives a company quotas of its own */
        put: operations["set-quotas"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/v1/tenants/{tenant}/tokens": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes a token for a tenant */
        post: operations["create-token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/absences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists who is absent, or will be */
        get: operations["list-absences"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/assignment": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the rules by which tickets get their assignees */
        get: operations["get-assignment"];
        /** Changes the rules by which tickets get their assignees; for administrators and managers */
        put: operations["put-assignment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/blocked": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists blocked senders; the act spam blocks one */
        get: operations["list-blocked"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/blocked/{address}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Unblocks a sender; for the roles admin, manager and operator */
        delete: operations["unblock-sender"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Does an act on up to 1000 tickets; answers a line of JSON for each as it is done */
        post: operations["bulk-act"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/callers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Finds who is calling by number, mail address or name, with their requests */
        get: operations["list-callers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/drafts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists your drafts */
        get: operations["list-drafts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/drafts/intake": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows your draft of a request that you take down */
        get: operations["get-intake-draft"];
        /** Keeps your draft of a request that you take down */
        put: operations["put-intake-draft"];
        post?: never;
        /** Removes your draft of a request that you take down */
        delete: operations["delete-intake-draft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/editions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the editions of the regulation */
        get: operations["list-editions"];
        put?: never;
        /** Proves an edition and keeps it; it is not activated */
        post: operations["upload-edition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/editions/canary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Registers all new tickets under the active edition again */
        delete: operations["end-try"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/editions/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Activates the edition that was active before */
        post: operations["roll-back-edition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/editions/shadow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what an edition would have decided otherwise */
        get: operations["get-shadow-run"];
        put?: never;
        post?: never;
        /** Ends a shadow run; what it has found stays */
        delete: operations["stop-shadow-run"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/editions/{edition}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the files of an edition */
        get: operations["get-edition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/editions/{edition}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Makes an edition the active one */
        post: operations["activate-edition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/editions/{edition}/canary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Registers a share of the new tickets under an edition */
        post: operations["try-edition"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/editions/{edition}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compares two editions by clause */
        get: operations["compare-editions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/editions/{edition}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows which deadlines of open tickets an edition would move, if they came under it */
        get: operations["plan-edition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/editions/{edition}/shadow": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets an edition decide a second time what the active one decides; nothing follows from it */
        post: operations["start-shadow-run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Uploads a file, to be attached to a request or an act */
        post: operations["upload-file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/intake": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Says which requests you can take down and what is asked */
        get: operations["get-intake"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/intake/call": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Files a request that an operator takes down */
        post: operations["intake-call"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/intake/foresight": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says what would come of a request, and which open ones are like it */
        post: operations["foresee-intake"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/me/absence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows when you are absent; revision 0 says never */
        get: operations["get-own-absence"];
        /** Writes down when you are absent and who stands in for you */
        put: operations["put-own-absence"];
        post?: never;
        /** Removes your absence */
        delete: operations["delete-own-absence"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/me/news": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what has become your business since an event */
        get: operations["list-news"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/me/notices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows which mails you get about what is yours */
        get: operations["get-notices"];
        /** Chooses which mails you get about what is yours */
        put: operations["put-notices"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/me/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists your reminders; nobody else sees them */
        get: operations["list-reminders"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/me/reminders/{reminder}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Removes a reminder of yours */
        delete: operations["delete-reminder"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/names": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what employees are called whose ids tickets and events have */
        get: operations["list-names"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/people/{person}/absence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows when an employee is absent */
        get: operations["get-absence"];
        /** Writes down an employee's absence; for administrators and managers */
        put: operations["put-absence"];
        post?: never;
        /** Removes an employee's absence; for administrators and managers */
        delete: operations["delete-absence"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the appointments of some days: visits, calls back */
        get: operations["day-plan"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/regulation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the active regulation, or an edition of it */
        get: operations["get-regulation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/regulation/about": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tells which edition of the regulation that is, since when, and by whom */
        get: operations["about-edition"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/regulation/document": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows the regulation as a document */
        get: operations["get-document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/regulation/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirms that you have read the regulation */
        post: operations["confirm-read"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/regulation/readers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists who has read the regulation */
        get: operations["list-readers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/regulation/readers.csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Exports the list of acquaintance */
        get: operations["export-readers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Searches tickets by number, requester, company and what was said */
        get: operations["search"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists the texts that can be inserted into an answer */
        get: operations["list-templates"];
        put?: never;
        /** Saves a text to insert */
        post: operations["create-template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/templates/{template}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a text to insert: your own, or as a manager any */
        put: operations["change-template"];
        post?: never;
        /** Removes a text to insert: your own, or as a manager any */
        delete: operations["delete-template"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists tickets */
        get: operations["list-tickets"];
        put?: never;
        /** Files a request */
        post: operations["create-ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/tickets/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a ticket */
        get: operations["get-ticket"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/tickets/{number}/acts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists what you may do with a ticket now, and what each act demands */
        get: operations["list-acts"];
        put?: never;
        /** Does an act, or previews it */
        post: operations["do-act"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/tickets/{number}/deadlines": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a ticket's deadlines with their proofs */
        get: operations["ticket-deadlines"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/tickets/{number}/drafts/{kind}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows your draft on a ticket; an empty one with revision 0 if there is none */
        get: operations["get-draft"];
        /** Keeps your draft on a ticket */
        put: operations["put-draft"];
        post?: never;
        /** Removes your draft on a ticket */
        delete: operations["delete-draft"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/tickets/{number}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows a ticket's history */
        get: operations["ticket-events"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/tickets/{number}/events/{event}/considered": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Shows what a decision has looked at and not done, and why not */
        get: operations["event-considered"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/tickets/{number}/events/{event}/withdraw": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes back an answer of yours that has not gone out; its text becomes your draft again */
        post: operations["withdraw-event"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/tickets/{number}/files/{blob}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Downloads a file of a ticket */
        get: operations["download-file"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/tickets/{number}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Adds to a ticket what its customer has told an operator */
        post: operations["add-message"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/tickets/{number}/reminders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has you reminded of a ticket */
        post: operations["create-reminder"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/tickets/{number}/split": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Separates a message into a ticket of its own; done twice it is done once */
        post: operations["split-ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/tickets/{number}/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Explains every decision by its clause */
        get: operations["ticket-why"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/views": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Lists saved views */
        get: operations["list-views"];
        put?: never;
        /** Saves a view */
        post: operations["create-view"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/{tenant}/views/{view}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Changes a view of yours */
        put: operations["change-view"];
        post?: never;
        /** Removes a view: your own, or as an administrator a shared one */
        delete: operations["delete-view"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        About: {
            /** @description Who activated it last */
            activated_by?: components["schemas"]["EditionBy"];
            active: boolean;
            company: string;
            /** Format: date-time */
            created: string;
            /** @description The number that the document has */
            document?: string;
            /**
             * Format: date-time
             * @description When it was activated first; absent if it never was
             */
            first_active?: string;
            /** @description Digest of its files */
            id: string;
            /**
             * Format: date-time
             * @description When another one took its place last; absent while it is active
             */
            last_active?: string;
            /**
             * Format: int64
             * @description Counts the editions that were ever active, from the first; absent if it never was
             */
            number?: number;
            /** @description What the document itself says of its edition */
            published?: string;
            /** @description Why it was activated last */
            reason?: string;
            /**
             * @description Enough of the id to name it
             * @example 3f1c0a9be2d4
             */
            short: string;
            signer?: string;
            /** @description What the document is called */
            title: string;
            /** @description This program cannot load it any more: it has no title then */
            unreadable?: boolean;
        };
        Absence: {
            /**
             * @description By the company's zone
             * @example 2026-11-23
             */
            first_day?: string;
            /** Format: date-time */
            from?: string;
            /** @example 2026-12-06 */
            last_day?: string;
            name?: string;
            /** @description They are absent at this moment */
            now: boolean;
            person: string;
            /**
             * Format: int64
             * @description Send it back with a change; 0 says that there is no absence
             */
            revision: number;
            substitute?: string;
            substitute_name?: string;
            /**
             * Format: date-time
             * @description The first instant at which they are back
             */
            until?: string;
        };
        AbsenceBody: {
            /**
             * @description The first day, or the minute such as 2026-11-23T13:00, in the company's zone
             * @example 2026-11-23
             */
            from: string;
            /**
             * Format: int64
             * @description The revision that you write over; 0 if there was no absence
             */
            revision: number;
            /** @description An employee who stands in for them */
            substitute?: string;
            /**
             * @description The last day, or the minute at which they are back
             * @example 2026-12-06
             */
            until: string;
        };
        AbsencesOutputBody: {
            /** @description Those that have not ended, the earliest first */
            absences: components["schemas"]["Absence"][] | null;
        };
        Act: {
            clause: components["schemas"]["Clause"];
            danger?: boolean;
            group?: string;
            hint?: string;
            id: string;
            inputs: components["schemas"]["Field"][] | null;
            label: string;
            /** @description Values that the regulation proposes for the inputs */
            proposed?: {
                [key: string]: unknown;
            };
            /** @description It answers the customer: its text goes to them */
            public?: boolean;
            suggested?: boolean;
            /** @description The status that it leads to */
            to?: string;
            /** @enum {string} */
            verb: "must" | "may" | "suggest";
        };
        Activated: {
            /** @description False if it was active before */
            changed: boolean;
            edition: components["schemas"]["Edition"];
            warnings: components["schemas"]["Finding"][] | null;
            /** @description The edition that was active before */
            was?: string;
        };
        Actor: {
            id?: string;
            kind: string;
            roles?: string[] | null;
        };
        ActsOutputBody: {
            acts: components["schemas"]["Act"][] | null;
            /** @description Acts that would end the ticket, which has open children */
            held?: components["schemas"]["HeldAct"][] | null;
            /** Format: int64 */
            version: number;
        };
        AddInputBody: {
            /** @description Files that were uploaded before */
            attachments?: components["schemas"]["File"][] | null;
            /** @description call unless told otherwise */
            channel?: string;
            /** @description Codes of warnings that the operator has seen */
            confirmed?: string[] | null;
            /** @description Values by the ids of the regulation's fields */
            fields: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            language?: "kk" | "ru" | "en";
        };
        AddOutputBody: {
            id: string;
            /** @description Messages that go out about it */
            notices?: components["schemas"]["Notice"][] | null;
            /** @example SUPPORT-10110 */
            number: string;
            /** Format: int64 */
            seq: number;
            status: string;
            status_label: string;
            /** @description What the regulation says to the sender */
            thanks?: string;
        };
        Affected: {
            deadlines: components["schemas"]["Move"][] | null;
            /** @description The edition that it is kept under */
            edition: string;
            id: string;
            /** @example SK-000042 */
            number: string;
            status: string;
        };
        Appointment: {
            /** @description What you may do about it now: keep it, arrange it anew */
            acts: components["schemas"]["Act"][] | null;
            assignee?: string;
            /**
             * Format: date-time
             * @description When it is, or the end of the window
             */
            at: string;
            clause: components["schemas"]["Clause"];
            /** @description What was said together with the instant, such as the place */
            details: components["schemas"]["Named"][] | null;
            family: string;
            /**
             * Format: date-time
             * @description The beginning of the window, if it is one
             */
            from?: string;
            phones: string[] | null;
            promise: string;
            promise_label: string;
            queue?: string;
            queue_label?: string;
            requester_name?: string;
            /** @enum {string} */
            state: "running" | "overdue" | "kept";
            status: string;
            status_label: string;
            subject: string;
            /**
             * @description The ticket's number
             * @example IT-1
             */
            ticket: string;
            ticket_id: string;
            /**
             * Format: int64
             * @description The ticket's: send it back with an act
             */
            version: number;
        };
        AssignmentOutputBody: {
            /**
             * Format: int64
             * @description Send it back with a change; 0 says that there are no rules
             */
            revision: number;
            rules: components["schemas"]["AssignmentRule"][] | null;
            /** Format: date-time */
            updated?: string;
        };
        AssignmentRule: {
            /** @description A calendar of the regulation: outside of its hours tickets wait */
            calendar?: string;
            /**
             * @description turn: who has waited longest; load: who has the fewest open tickets
             * @default turn
             * @enum {string}
             */
            how: "turn" | "load";
            /**
             * Format: int64
             * @description How many open tickets a person has at most; 0 is no limit
             */
            limit?: number;
            /** @description Employees by their ids, instead of a role */
            people?: string[] | null;
            /** @description A queue of the regulation; absent: all tickets that no other rule has */
            queue?: string;
            /** @description Those who have the role in the directory */
            role?: string;
            /** @description Only who is on shift */
            shifts?: boolean;
            /** @description The rule in the caller's language */
            words: string;
        };
        BlockedOutputBody: {
            /** @description The newest first, at most 1000 */
            blocked: components["schemas"]["BlockedSender"][] | null;
            /** @description You may unblock them */
            unblock: boolean;
        };
        BlockedSender: {
            /**
             * @description A mail address, or a phone number
             * @example offers@spam.example
             */
            address: string;
            /** Format: date-time */
            at: string;
            /** @description The employee who has blocked it */
            by: string;
            /**
             * Format: int64
             * @description How many mails have come since and are kept
             */
            kept: number;
            /**
             * Format: date-time
             * @description When the last of them came
             */
            last?: string;
            /** @description The ticket that was spam; left out if you may not see it */
            number?: string;
        };
        BulkEnd: {
            /** Format: int64 */
            done: number;
            /** Format: int64 */
            failed: number;
            /** @description What can be brought back, and by which acts */
            inverses: components["schemas"]["BulkUndo"][] | null;
            /** @enum {string} */
            type: "end";
        };
        BulkInputBody: {
            /** @example take */
            act: string;
            /** @description Instead of tickets: values by the names of the list's parameters. It is looked at once; to repeat the request, send the tickets of the answer's first line */
            filter?: {
                [key: string]: string[] | null;
            };
            inputs?: {
                [key: string]: unknown;
            };
            /** @description Numbers or ids */
            tickets?: string[] | null;
        };
        BulkResult: {
            done: boolean;
            /** @description The act that would bring it back; absent where the regulation has none */
            inverse?: components["schemas"]["BulkUndo"];
            number?: string;
            /** @description Why it was not done */
            problem?: components["schemas"]["Problem"];
            /** @description It was done by an earlier request with this key */
            repeat?: boolean;
            /** Format: int64 */
            seq?: number;
            status?: string;
            /** @description As in the first line */
            ticket: string;
            /** @enum {string} */
            type: "result";
            /** @description Until when an answer can be withdrawn */
            undo?: components["schemas"]["Undo"];
        };
        BulkStart: {
            /** @description What the act is done on: ids, or what was named and is not there */
            tickets: string[] | null;
            /** Format: int64 */
            total: number;
            /** @enum {string} */
            type: "start";
        };
        BulkUndo: {
            act: string;
            inputs?: {
                [key: string]: unknown;
            };
            label: string;
            tickets?: string[] | null;
        };
        CallInputBody: {
            /** @description Files that were uploaded before */
            attachments?: components["schemas"]["File"][] | null;
            /** @description call unless told otherwise */
            channel?: string;
            /** @description Codes of warnings that the operator has seen */
            confirmed?: string[] | null;
            /** @description Values by the ids of the regulation's fields */
            fields: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            language?: "kk" | "ru" | "en";
            /** @description Files it and turns it down by an act of the regulation: it has a number, a reason and its clause, and can be counted. Nothing is filed if the act would be refused */
            refuse?: components["schemas"]["Refusal"];
        };
        CallOutputBody: {
            id: string;
            /** @description Messages that go out about it */
            notices?: components["schemas"]["Notice"][] | null;
            /** @example SUPPORT-10110 */
            number: string;
            /** @description Why it was turned down, with the clause, if it was */
            reason?: components["schemas"]["Decision"];
            /** Format: int64 */
            seq: number;
            status: string;
            status_label: string;
            /** @description What the regulation says to the sender */
            thanks?: string;
        };
        Caller: {
            addresses: components["schemas"]["CallerAddress"][] | null;
            company?: components["schemas"]["CallerCompany"];
            /** @description The address that was asked for is proven to be theirs; asked by name, any of theirs is */
            identified: boolean;
            language?: string;
            /** @description Service level by the regulation, as far as it depends on the person */
            level?: string;
            level_label?: string;
            name: string;
            /** @description Their requests that have not ended, the newest first */
            open: components["schemas"]["TicketLine"][] | null;
            /** @description Id in the directory; absent for those whom only their requests tell of */
            party?: string;
            /** @description The newest of those that have */
            recent: components["schemas"]["TicketLine"][] | null;
        };
        CallerAddress: {
            /** @enum {string} */
            kind: "email" | "phone";
            value: string;
            /** @description It identifies its owner */
            verified?: boolean;
        };
        CallerCompany: {
            contract?: string;
            id: string;
            name: string;
        };
        CallersOutputBody: {
            /** @description Those of the directory first; then others who have filed requests */
            callers: components["schemas"]["Caller"][] | null;
            /**
             * @description The number in its normal form, if it is one
             * @example +77051006343
             */
            phone?: string;
        };
        Canary: {
            by: components["schemas"]["EditionBy"];
            /**
             * Format: int64
             * @description How much it was to decide since
             */
            decisions: number;
            /**
             * Format: int64
             * @description How much of that it has failed at
             */
            faults: number;
            reason: string;
            /**
             * Format: int64
             * @description How many of a hundred new tickets
             * @example 10
             */
            share: number;
            /** Format: date-time */
            since: string;
            /**
             * Format: int64
             * @description How many tickets were registered under it since
             */
            tickets: number;
        };
        Change: {
            is?: string;
            /** @example promise first_reply */
            item: string;
            /**
             * @description What of it; absent if all of it is new or gone
             * @example within
             */
            key?: string;
            sentence: string;
            was?: string;
        };
        ChannelView: {
            addresses: string[] | null;
            clause: string;
            kind: string;
            label: string;
            mode: string;
        };
        Clause: {
            /** @example PROTS-M8 */
            id: string;
            /** @description The number that the document prints */
            label: string;
            /**
             * Format: int64
             * @description The line of the source at which it stands, if it has lines
             */
            line?: number;
            /** @description How it is read where the text is silent */
            note?: string;
            /** @description The clause in the language of the document, where you are shown another one */
            original?: components["schemas"]["Original"];
            /** @description The document's own words, in the asked language if it is published in that */
            quote?: string;
            /** @description The language of the quote */
            quote_lang?: string;
            /** @description The heading that it stands under */
            section?: string;
            title: string;
        };
        ClauseOfChange: {
            changes: components["schemas"]["Change"][] | null;
            /** @description Empty for the regulation itself */
            id: string;
            title: string;
        };
        CompareOutputBody: {
            /** @description Those with changes, in the order of the document */
            clauses: components["schemas"]["ClauseOfChange"][] | null;
            /** @description Id of the edition after */
            is: string;
            /** @description Id of the edition before */
            was: string;
        };
        Considered: {
            /** @description What was not as it should have been */
            because: components["schemas"]["Unmet"][] | null;
            clause: components["schemas"]["Clause"];
            /** @enum {string} */
            kind: "reaction" | "promise" | "silence" | "level" | "thread" | "hook";
            /**
             * Format: int64
             * @description The line of the source that says it, if it has lines
             */
            line?: number;
            /** @description What would have been done */
            sentence: string;
            /** @description Fields and facets that it would have set; send if it sends */
            touches?: string[] | null;
        };
        ConsideredOutputBody: {
            /**
             * @description How the decision could be made again from the record: the same; changed, as its calendar or its parameters have; or why not at all: its edition is gone, its body is erased, the regulation had failed, it was decided later than it happened, it took something back. Nothing is listed unless it is the same
             * @enum {string}
             */
            again: "same" | "changed" | "gone" | "erased" | "parked" | "retried" | "withdrawn";
            /** @description In the order in which it was looked at. What rests on what you may not see is left out */
            considered: components["schemas"]["Considered"][] | null;
            /**
             * Format: int64
             * @description How long the decision has taken now, in microseconds: the first time is not recorded
             */
            micros?: number;
            /** Format: int64 */
            seq: number;
            /**
             * Format: int64
             * @description What the regulation's code has cost, as it was recorded; 0 if the catalogue alone has decided
             */
            steps: number;
        };
        CreateAnswer: {
            id: string;
            /** @example SUPPORT-10110 */
            number: string;
            /** Format: int64 */
            seq: number;
            status: string;
            status_label: string;
            /** @description What the regulation says to the sender */
            thanks?: string;
        };
        CreateInputBody: {
            /** @description Files that were uploaded before */
            attachments?: components["schemas"]["File"][] | null;
            /** @description form unless told otherwise */
            channel?: string;
            /** @description Codes of warnings that the sender has seen */
            confirmed?: string[] | null;
            /** @description Values by the ids of the regulation's fields */
            fields: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            language?: "kk" | "ru" | "en";
        };
        DayPlanOutputBody: {
            /** @description By their instants. Those that are owed, and those that were kept on these days */
            appointments: components["schemas"]["Appointment"][] | null;
            /** Format: date */
            from: string;
            /** @description There are so many deadlines that not all were looked at */
            more?: boolean;
            /** @description Employees, by name */
            people: components["schemas"]["Person"][] | null;
            /** Format: date */
            to: string;
            /** @example Asia/Almaty */
            zone: string;
        };
        Deadline: {
            calendar?: string;
            clause: components["schemas"]["Clause"];
            /** Format: date-time */
            due?: string;
            id: string;
            /** @enum {string} */
            kind: "promise" | "silence";
            label: string;
            /**
             * Format: int64
             * @description What is left of a paused deadline
             */
            left_seconds?: number;
            /** Format: date-time */
            met?: string;
            /** Format: int64 */
            of?: number;
            proof?: components["schemas"]["Proof"];
            /** Format: int64 */
            reminders?: number;
            /** Format: date-time */
            since: string;
            /** @enum {string} */
            state: "running" | "paused" | "met" | "breached" | "cancelled" | "waiting" | "broken" | "over";
            /** @example 3wh */
            within: string;
        };
        DeadlinesOutputBody: {
            deadlines: components["schemas"]["Deadline"][] | null;
            /** @example Asia/Almaty */
            zone: string;
        };
        Decision: {
            clause: components["schemas"]["Clause"];
            name?: string;
            op: string;
            sentence: string;
            value?: unknown;
        };
        DoInputBody: {
            /** @example take */
            act: string;
            /** @description Files that were uploaded before */
            attachments?: components["schemas"]["File"][] | null;
            /** @description Your draft that this was: it is removed. Of reply and note it is the one of that kind unless told */
            draft?: components["schemas"]["DraftRef"];
            inputs?: {
                [key: string]: unknown;
            };
            /** @description Tell what would happen, without doing it */
            preview?: boolean;
            /**
             * Format: int64
             * @description The version that was seen; another one is a conflict. 0 means any
             */
            version?: number;
        };
        DoOutputBody: {
            decisions: components["schemas"]["Decision"][] | null;
            /** @description Messages that go out, as they will read */
            notices?: components["schemas"]["Notice"][] | null;
            preview?: boolean;
            /** Format: int64 */
            seq?: number;
            ticket: components["schemas"]["Ticket"];
            /** @description Set if it is an answer that waits before it goes out */
            undo?: components["schemas"]["Undo"];
        };
        Draft: {
            /** @description What else was filled in */
            fields?: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            kind: "reply" | "note" | "intake";
            /**
             * @description Number of its ticket
             * @example SUPPORT-10110
             */
            number?: string;
            /**
             * Format: int64
             * @description Send it back with the next change; 0 says that there is no draft
             */
            revision: number;
            text: string;
            /** @description Id of its ticket; absent for a request that is being taken down */
            ticket?: string;
            /** Format: date-time */
            updated?: string;
            /**
             * Format: int64
             * @description Version of the ticket on which it was begun
             */
            version?: number;
        };
        DraftBody: {
            /** @description What else was filled in; up to 64 KiB */
            fields?: {
                [key: string]: unknown;
            };
            /**
             * Format: int64
             * @description The revision that you write over; 0 if there was no draft
             */
            revision: number;
            text: string;
            /**
             * Format: int64
             * @description Version of the ticket on which it was begun
             */
            version?: number;
        };
        DraftConflict: {
            kept: components["schemas"]["Draft"];
            yours: components["schemas"]["Draft"];
        };
        DraftRef: {
            /** @enum {string} */
            kind: "reply" | "note" | "intake";
            /**
             * Format: int64
             * @description It is removed if it is still this one; 0 means whichever there is
             */
            revision?: number;
        };
        DraftsOutputBody: {
            /** @description The latest first */
            drafts: components["schemas"]["Draft"][] | null;
        };
        Edition: {
            /** @description Who activated it last */
            activated_by?: components["schemas"]["EditionBy"];
            active: boolean;
            /** @description How it does on a share of the new tickets; absent unless it is tried so */
            canary?: components["schemas"]["Canary"];
            /**
             * Format: int64
             * @description How many clauses it has
             */
            clauses: number;
            /** Format: date-time */
            created: string;
            /**
             * Format: date-time
             * @description When it was activated first; absent if it never was
             */
            first_active?: string;
            /**
             * @description Digest of its files
             * @example 3f1c0a9be2d47c5586a1f0c2d9e47b3a6c8d5e1f2a3b4c5d6e7f8091a2b3c4d5
             */
            id: string;
            /**
             * Format: date-time
             * @description When another one took its place last; absent while it is active
             */
            last_active?: string;
            /**
             * Format: int64
             * @description How many open tickets are kept under it
             */
            open_tickets: number;
            /** @description Why it was activated last */
            reason?: string;
            /**
             * @description Enough of the id to name it
             * @example 3f1c0a9be2d4
             */
            short: string;
            /** @description Why this program cannot load it any more */
            unreadable?: string;
        };
        EditionBy: {
            id: string;
            /**
             * @description system where it was found in the rules folder, or where an edition that fails was rolled back
             * @example staff
             */
            kind: string;
            name?: string;
        };
        EditionFile: {
            /** @description What it holds, if it is none */
            base64?: string;
            /** @example regulation.lua */
            path: string;
            /** Format: int64 */
            size: number;
            /** @description What it says, if it is text */
            text?: string;
        };
        EditionOutputBody: {
            edition: components["schemas"]["Edition"];
            files: components["schemas"]["EditionFile"][] | null;
        };
        EditionsOutputBody: {
            editions: components["schemas"]["Edition"][] | null;
            /** @description The cursor of the next page; absent on the last */
            next?: string;
        };
        Event: {
            actor: components["schemas"]["Actor"];
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            cause?: number;
            channel?: string;
            data?: {
                [key: string]: unknown;
            };
            edition?: string;
            erased?: boolean;
            fault?: string;
            hash: string;
            /** @description The client does not see it */
            internal?: boolean;
            kind: string;
            /** @description What the regulation calls the act */
            label?: string;
            /** Format: int64 */
            seq: number;
            /** @description Set while it is an answer of yours that waits before it goes out */
            undo?: components["schemas"]["Undo"];
        };
        EventsOutputBody: {
            events: components["schemas"]["Event"][] | null;
            /**
             * Format: int64
             * @description Send it as after; absent at the end
             */
            next?: number;
            /**
             * Format: int64
             * @description Send it as before; absent at the beginning. Only with before and last
             */
            previous?: number;
        };
        Evidence: {
            by: string[] | null;
            ticket: string;
        };
        Field: {
            clause?: string;
            default?: unknown;
            format?: string;
            hint?: string;
            id: string;
            kind: string;
            label: string;
            many?: boolean;
            /** Format: int64 */
            max?: number;
            /** Format: int64 */
            min?: number;
            options?: components["schemas"]["ShownOption"][] | null;
            pattern?: string;
            required?: boolean;
            suggest?: string[] | null;
            when?: components["schemas"]["When"];
        };
        File: {
            /** @description Its digest, as the upload has answered */
            blob: string;
            description?: string;
            name: string;
            /** Format: int64 */
            size?: number;
            type?: string;
        };
        Finding: {
            clause?: string;
            file?: string;
            /** Format: int64 */
            line?: number;
            message: string;
            path?: string;
            warning?: boolean;
        };
        Foresight: {
            family?: string;
            /** @description Its address is proven to be its sender's */
            identified: boolean;
            level?: string;
            level_label?: string;
            /** @description Messages that would go out; the number is not known yet */
            notices: components["schemas"]["Notice"][] | null;
            /** @description What keeps it from being taken */
            problems: components["schemas"]["ProblemItem"][] | null;
            /** @description It would be taken as it stands */
            ready: boolean;
            /** @description Acts by which you might turn it down at once */
            refusals: components["schemas"]["Act"][] | null;
            /** @description Open requests that it may repeat, the likeliest first */
            similar: components["schemas"]["Similar"][] | null;
            /** @description Where it would stand */
            status?: string;
            /** @description The clause that leads there */
            status_clause?: components["schemas"]["Clause"];
            status_label?: string;
        };
        ForesightInputBody: {
            /** @description Files that were uploaded before */
            attachments?: components["schemas"]["File"][] | null;
            /** @description call unless told otherwise */
            channel?: string;
            /** @description Codes of warnings that the operator has seen */
            confirmed?: string[] | null;
            /** @description Values by the ids of the regulation's fields */
            fields: {
                [key: string]: unknown;
            };
            /** @enum {string} */
            language?: "kk" | "ru" | "en";
        };
        Found: {
            /**
             * Format: int64
             * @description The latest event with the words; absent if it is the ticket's number
             */
            event?: number;
            /** @description What the ticket is about */
            subject?: string;
            ticket: components["schemas"]["Ticket"];
        };
        HeldAct: {
            clause: components["schemas"]["Clause"];
            danger?: boolean;
            group?: string;
            hint?: string;
            id: string;
            inputs: components["schemas"]["Field"][] | null;
            label: string;
            /** @description Values that the regulation proposes for the inputs */
            proposed?: {
                [key: string]: unknown;
            };
            /** @description It answers the customer: its text goes to them */
            public?: boolean;
            suggested?: boolean;
            /** @description The status that it leads to */
            to?: string;
            /** @enum {string} */
            verb: "must" | "may" | "suggest";
            /** @description What whoever did it would be told */
            why: components["schemas"]["Problem"];
        };
        IntakeChannel: {
            /** @description What customers see of it, such as the number that they call */
            addresses: string[] | null;
            clause: components["schemas"]["Clause"];
            /** @description What is asked; one may stand several times, for different values of another */
            fields: components["schemas"]["Field"][] | null;
            id: string;
            /** @example call */
            kind: string;
            label: string;
        };
        IntakeOutputBody: {
            /** @description None where the regulation takes requests from their senders alone */
            channels: components["schemas"]["IntakeChannel"][] | null;
            /** @description Language of the document */
            lang: string;
            /** @description Those in which the sender can be told */
            languages: string[] | null;
        };
        Interval: {
            /** Format: date-time */
            from: string;
            /** Format: date-time */
            to: string;
        };
        Item: {
            clause: string;
            hint?: string;
            id: string;
            label: string;
        };
        Link: {
            relation: string;
            ticket: string;
        };
        ListOutputBody: {
            /** @description The cursor of the next page; absent on the last */
            next?: string;
            tickets: components["schemas"]["Ticket"][] | null;
        };
        Move: {
            clause: string;
            /** Format: date-time */
            due?: string;
            /** @example first_reply */
            id: string;
            /** @enum {string} */
            kind: "promise" | "silence";
            /** @description It would have passed already */
            late?: boolean;
            left?: components["schemas"]["Remaining"];
            /** @enum {string} */
            state: "running" | "paused" | "waiting";
            /** @enum {string} */
            what: "moves" | "gone" | "unknown";
            /** @example 8wh */
            within?: string;
            /**
             * Format: date-time
             * @description When it would be due under the candidate
             */
            would?: string;
            would_left?: components["schemas"]["Remaining"];
            /** @example 4wh */
            would_within?: string;
        };
        Named: {
            label: string;
            value: string;
        };
        Names: {
            en?: string;
            kk?: string;
            ru: string;
        };
        NamesOutputBody: {
            /** @description Names of employees by their ids; who has no name is left out */
            names: {
                [key: string]: string;
            };
        };
        NewReminderInputBody: {
            /**
             * Format: date-time
             * @description When; it must lie ahead
             */
            at: string;
            /** @description Of what */
            text?: string;
        };
        News: {
            /** Format: date-time */
            at: string;
            /**
             * @description Number of the ticket
             * @example SUPPORT-10110
             */
            number: string;
            /** @enum {string} */
            reason: "assigned" | "deadline_near" | "deadline_over" | "mentioned" | "message" | "watched";
            /**
             * Format: int64
             * @description The event's number
             */
            seq: number;
        };
        NewsOutputBody: {
            /** @description There may be more: ask again at once */
            more?: boolean;
            /** @description In order */
            news: components["schemas"]["News"][] | null;
            /**
             * Format: int64
             * @description Ask with it next time
             */
            seq: number;
        };
        Notice: {
            /** @description The channel that carries it */
            by?: string;
            /** @description Addresses that get a copy */
            cc?: string[] | null;
            clause: string;
            lang: string;
            subject: string;
            text: string;
            /** @description An address, an employee's id, or what a role is called */
            to: string;
            /**
             * @description outside is neither the client nor an employee; what a partner answers is for staff alone
             * @enum {string}
             */
            whom: "client" | "staff" | "outside" | "partner";
        };
        NoticeWishes: {
            /** @description A ticket was assigned to you */
            assigned: boolean;
            /** @description A deadline of yours nears or is over */
            deadline: boolean;
            /** @description A note speaks to you */
            mentioned: boolean;
            /** @description A reminder of yours is due */
            reminded: boolean;
            /** @description The customer has written about a ticket that you watch, or it has ended */
            watched: boolean;
        };
        OrderBody: {
            /** @description The edition that you know to be active: if it is another, nothing is done */
            from?: string;
            /**
             * @description Why; it is kept with the change for good
             * @example Edition of 1 December, order 14
             */
            reason: string;
        };
        Original: {
            /** @example kk */
            lang: string;
            quote?: string;
            title: string;
        };
        Person: {
            id: string;
            name: string;
        };
        PlanOutputBody: {
            edition: string;
            /** Format: int64 */
            open_tickets: number;
            /** Format: int64 */
            running_deadlines: number;
            /** @description Those with deadlines that would move */
            tickets: components["schemas"]["Affected"][] | null;
            /** Format: int64 */
            unknown: number;
            /** Format: int64 */
            would_be_gone: number;
            /**
             * Format: int64
             * @description Of those that would move, how many would have passed already
             */
            would_be_late: number;
            /** Format: int64 */
            would_move: number;
            /** @example Asia/Almaty */
            zone: string;
        };
        Problem: {
            /** @description The clause of the regulation behind it */
            clause?: string;
            /** @description What is wrong, in the caller's language */
            detail: string;
            /** @description The draft that is kept, and yours */
            drafts?: components["schemas"]["DraftConflict"];
            errors?: components["schemas"]["ProblemItem"][] | null;
            /** @enum {string} */
            kind: "invalid" | "refused" | "not_found" | "conflict" | "forbidden" | "temporary" | "internal";
            request_id: string;
            /** Format: int64 */
            status: number;
            title: string;
            /** @example about:blank */
            type: string;
        };
        ProblemItem: {
            clause?: string;
            /** @example required */
            code: string;
            detail: string;
            /**
             * @description Of an edition: the file that is wrong
             * @example sud/regulation.lua
             */
            file?: string;
            /**
             * Format: int64
             * @description Of an edition: the line in the file
             */
            line?: number;
            /**
             * @description Of an edition: the place in its catalogue
             * @example promises[2].within
             */
            path?: string;
            /**
             * @description JSON pointer into the request
             * @example /fields/email
             */
            pointer: string;
            /** @description It can be confirmed: send its code in confirmed */
            warning?: boolean;
        };
        Proof: {
            assumed_years: number[] | null;
            /** Format: date-time */
            due: string;
            intervals: components["schemas"]["Interval"][] | null;
            pauses: components["schemas"]["Interval"][] | null;
            skipped: components["schemas"]["Skip"][] | null;
        };
        PutAssignmentInputBody: {
            /**
             * Format: int64
             * @description The revision that you write over; 0 if there were no rules
             */
            revision: number;
            /** @description All rules; an empty list ends automatic assignment */
            rules: components["schemas"]["Rule"][] | null;
        };
        Quota: {
            /**
             * Format: int64
             * @description What tenants have that have none of their own
             */
            default: number;
            /** Format: int64 */
            effective: number;
            /**
             * Format: int64
             * @description The smallest value that can be set
             */
            least: number;
            /**
             * Format: int64
             * @description The largest value that can be set
             */
            most: number;
            /**
             * Format: int64
             * @description What this tenant has instead; absent if it has none of its own
             */
            override?: number;
            /** @example notices */
            quota: string;
            /** @example messages a day */
            unit: string;
        };
        QuotaBreach: {
            /**
             * Format: date-time
             * @description When it was exceeded last
             */
            at: string;
            /** Format: int64 */
            count: number;
            quota: string;
            /** @description The last ticket: its number, or its id if it had none */
            ticket: string;
        };
        QuotaReport: {
            quotas: components["schemas"]["Quota"][] | null;
            use: components["schemas"]["QuotaUse"];
        };
        QuotaUse: {
            /** @description Quotas that were exceeded on this day */
            breaches: components["schemas"]["QuotaBreach"][] | null;
            /**
             * Format: double
             * @description Share of the quota code that this server has used in the last minute
             */
            code: number;
            /**
             * @description The day, by UTC
             * @example 2026-11-23
             */
            day: string;
            /**
             * Format: int64
             * @description Messages that went out on this day
             */
            notices: number;
        };
        QuotasInputBody: {
            /** @description The tenant's own quotas as you know them: if they are others, nothing is changed */
            from?: {
                [key: string]: number;
            };
            /** @description All quotas that the tenant is to have of its own; those that are left out are as for all */
            quotas: {
                [key: string]: number;
            };
            /** @description Why; it is kept with the change for good */
            reason?: string;
        };
        ReadOutputBody: {
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            seq: number;
        };
        Reader: {
            /** Format: date-time */
            at: string;
            edition: string;
            name: string;
            position: string;
            /**
             * Format: int64
             * @description The event that stands for the signature
             */
            seq: number;
        };
        ReadersOutputBody: {
            readers: components["schemas"]["Reader"][] | null;
        };
        Refusal: {
            /**
             * @description One of the acts that the foresight lists
             * @example refuse
             */
            act: string;
            /**
             * @example {
             *       "reason": "not_identified"
             *     }
             */
            inputs?: {
                [key: string]: unknown;
            };
        };
        Regulation: {
            channels: components["schemas"]["ChannelView"][] | null;
            clauses: components["schemas"]["Clause"][] | null;
            company: string;
            edition: string;
            /** @description What is asked, by channel */
            fields: {
                [key: string]: components["schemas"]["Field"][] | null;
            };
            id: string;
            lang: string;
            languages: string[] | null;
            statuses: components["schemas"]["Status"][] | null;
            title: string;
            types: components["schemas"]["Item"][] | null;
            zone: string;
        };
        Remaining: {
            /** Format: int32 */
            nanos?: number;
            opening?: boolean;
            /** Format: int64 */
            seconds: number;
            working: boolean;
        };
        Reminder: {
            /** Format: date-time */
            at: string;
            /** @description The time has come */
            due?: boolean;
            id: string;
            /**
             * @description Number of the ticket
             * @example SUPPORT-10110
             */
            number: string;
            /** @description Of the ticket */
            subject?: string;
            text?: string;
        };
        RemindersOutputBody: {
            /** @description Yours, the earliest first; those that are due stay until you remove them */
            reminders: components["schemas"]["Reminder"][] | null;
        };
        Rule: {
            /** @description A calendar of the regulation: outside of its hours tickets wait */
            calendar?: string;
            /**
             * @description turn: who has waited longest; load: who has the fewest open tickets
             * @default turn
             * @enum {string}
             */
            how: "turn" | "load";
            /**
             * Format: int64
             * @description How many open tickets a person has at most; 0 is no limit
             */
            limit?: number;
            /** @description Employees by their ids, instead of a role */
            people?: string[] | null;
            /** @description A queue of the regulation; absent: all tickets that no other rule has */
            queue?: string;
            /** @description Those who have the role in the directory */
            role?: string;
            /** @description Only who is on shift */
            shifts?: boolean;
        };
        SearchOutputBody: {
            /**
             * Format: int64
             * @description How many events the search does not know yet
             */
            behind: number;
            /** @description The cursor of the next page; absent on the last */
            next?: string;
            /** @description The latest first. On a later page a ticket can come again, with an earlier event */
            results: components["schemas"]["Found"][] | null;
        };
        ShadowClause: {
            /** Format: int64 */
            differences: number;
            id: string;
            numbers: string[] | null;
            title: string;
        };
        ShadowDifference: {
            /** Format: date-time */
            at: string;
            clauses: string[] | null;
            detail?: string;
            /** @example message */
            event: string;
            /** @enum {string} */
            kind: "changed" | "routed" | "refused" | "failed";
            number: string;
            /** Format: int64 */
            seq: number;
            ticket: string;
            /** @description What was decided and would not have been */
            was: components["schemas"]["ShadowOp"][] | null;
            /** @description What would have been decided and was not */
            would: components["schemas"]["ShadowOp"][] | null;
        };
        ShadowOp: {
            clause: string;
            name?: string;
            /** @example set */
            op: string;
            sentence: string;
        };
        ShadowOutputBody: {
            /** @description Id of the edition that it is compared with */
            active: string;
            /** Format: date-time */
            began: string;
            /**
             * Format: int64
             * @description How many events are yet to be looked at
             */
            behind: number;
            /** @description Who began it */
            by: components["schemas"]["EditionBy"];
            /** @description Those under which something differs, most first */
            clauses: components["schemas"]["ShadowClause"][] | null;
            /**
             * Format: int64
             * @description How many decisions were compared
             */
            compared: number;
            /**
             * Format: int64
             * @description What the code of this edition would have cost
             */
            cost: number;
            /**
             * Format: int64
             * @description What the code of the active edition has cost, in its own steps
             */
            cost_was: number;
            /** @description In the order of the log */
            differences: components["schemas"]["ShadowDifference"][] | null;
            /**
             * Format: int64
             * @description How many of them would have been others
             */
            different: number;
            /** @description Id of the edition that decides a second time */
            edition: string;
            end_reason?: string;
            /** Format: date-time */
            ended?: string;
            ended_by?: components["schemas"]["EditionBy"];
            /** @description Of these how many were changed, routed (to another ticket), refused or failed */
            kinds: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Number of the last event of the log that was looked at
             */
            looked: number;
            /** @description The cursor of the next page; absent on the last */
            next?: string;
            /** @description Events that cannot be decided again, by reason: erased, parked (the regulation has failed), retried (decided later than they happened), incomplete (their ticket is not known as it was) */
            not_comparable: {
                [key: string]: number;
            };
            /**
             * Format: int64
             * @description Events that other editions have decided, under which their tickets are kept; they are not compared
             */
            other_editions: number;
            /** @description What keeps it from going on */
            problem?: string;
            reason: string;
            /** @enum {string} */
            state: "on" | "ended";
            /**
             * Format: int64
             * @description Differences that are only counted, since there are many
             */
            unlisted: number;
        };
        ShownOption: {
            clause?: string;
            hint?: string;
            id: string;
            label: string;
        };
        Similar: {
            /** @description It is the same person's */
            caller: boolean;
            /** @description Its subject, else the beginning of what was asked */
            subject: string;
            ticket: components["schemas"]["Ticket"];
            /** @description It is of the same type */
            type: boolean;
            /** @description What both speak of: words or their beginnings */
            words: string[] | null;
        };
        Skip: {
            date: string;
            hours?: string[] | null;
            instead_of?: string;
            moved_from?: string;
            names?: components["schemas"]["Names"];
            reason: string;
            sure?: string;
        };
        SplitInputBody: {
            /**
             * Format: int64
             * @description The message's event
             */
            seq: number;
        };
        Status: {
            clause: string;
            family: string;
            final?: boolean;
            id: string;
            label: string;
            turn: string;
        };
        Template: {
            id: string;
            /** @description An article that the text speaks of */
            link?: string;
            /** @description You may change and remove it */
            mine: boolean;
            /** @example Перезагрузите телефон */
            name: string;
            /** @description The employee who made it */
            owner: string;
            /** @description Offered first on tickets of this queue */
            queue?: string;
            /**
             * Format: int64
             * @description Of a change: the revision that you write over
             */
            revision?: number;
            /** @description By language: kk, ru, en. Filled in on insertion: {number}, {name}, {me}, {due}, {subject}, {link} */
            texts: {
                [key: string]: string;
            };
            /** @description Offered first on tickets of this type */
            type?: string;
            /** Format: date-time */
            updated: string;
        };
        TemplateBody: {
            /** @description An article that the text speaks of */
            link?: string;
            /** @example Перезагрузите телефон */
            name: string;
            /** @description Offered first on tickets of this queue */
            queue?: string;
            /**
             * Format: int64
             * @description Of a change: the revision that you write over
             */
            revision?: number;
            /** @description By language: kk, ru, en. Filled in on insertion: {number}, {name}, {me}, {due}, {subject}, {link} */
            texts: {
                [key: string]: string;
            };
            /** @description Offered first on tickets of this type */
            type?: string;
        };
        TemplatesOutputBody: {
            /** @description All of the company, by name */
            templates: components["schemas"]["Template"][] | null;
        };
        TenantInfo: {
            /** @description Mail addresses that mail is taken for */
            addresses: string[] | null;
            /** @description Digest of the active edition of its regulation */
            edition: string;
            /**
             * Format: int64
             * @description Number of events in its log
             */
            events: number;
            /** @example sud */
            id: string;
            name: string;
        };
        TenantsOutputBody: {
            tenants: components["schemas"]["TenantInfo"][] | null;
        };
        Ticket: {
            /** Format: date-time */
            created: string;
            edition: string;
            facets: {
                [key: string]: string;
            };
            /** @enum {string} */
            family: "new" | "work" | "wait" | "done" | "stop" | "";
            fields?: {
                [key: string]: unknown;
            };
            id: string;
            links?: components["schemas"]["Link"][] | null;
            /** Format: date-time */
            next_due?: string;
            /** @example SUPPORT-10110 */
            number: string;
            /** @description Numbers of the children that are open */
            open_children?: string[] | null;
            /** @description The regulation has failed on it; it will be tried again */
            parked?: boolean;
            status: string;
            status_label: string;
            suggested_acts?: string[] | null;
            /** @description Who must act: staff, customer, other or nobody */
            turn: string;
            /** Format: date-time */
            updated: string;
            /**
             * Format: int64
             * @description Send it back with an act to be told if the ticket has changed
             */
            version: number;
            /** @description Employees who are told what happens to it */
            watchers?: string[] | null;
        };
        TicketLine: {
            /** @description Its subject, else the beginning of what was asked */
            subject: string;
            ticket: components["schemas"]["Ticket"];
        };
        TokenInputBody: {
            /** @description Whose token it is; one of its own unless told */
            principal?: string;
            /** @example operator */
            role: string;
        };
        TokenOutputBody: {
            token: string;
        };
        Tried: {
            /** @description False if the same share of tickets was registered under it before */
            changed: boolean;
            edition: components["schemas"]["Edition"];
            warnings: components["schemas"]["Finding"][] | null;
        };
        TryInputBody: {
            /** @description The edition that you know to be active: if it is another, nothing is done */
            from?: string;
            /**
             * @description Why; it is kept with the change for good
             * @example Edition of 1 December, order 14
             */
            reason: string;
            /**
             * Format: int64
             * @description How many of a hundred new tickets are registered under it
             * @example 10
             */
            share: number;
        };
        UnblockOutputBody: {
            /**
             * Format: int64
             * @description How many mails are taken in now
             */
            filed: number;
        };
        Undo: {
            /**
             * Format: int64
             * @description The event to withdraw
             */
            event: number;
            /**
             * Format: date-time
             * @description Nothing of it goes out before
             */
            until: string;
        };
        Unmet: {
            /** @example Low */
            got?: string;
            /** @example Priority */
            name: string;
            /** @example High or Urgent */
            want?: string;
        };
        Uploaded: {
            edition: components["schemas"]["Edition"];
            /** @description False if it was there already */
            new: boolean;
            /** @description What keeps it from being activated now, because of tickets that are open */
            obstacles: components["schemas"]["Finding"][] | null;
            warnings: components["schemas"]["Finding"][] | null;
        };
        View: {
            /** @description What a list shows, in order */
            columns?: string[] | null;
            /** @description Values by the names of the list's parameters: status, family, turn, type, level, priority, queue, assignee, company, channel, requester */
            filter?: {
                [key: string]: string[] | null;
            };
            id: string;
            /**
             * @default list
             * @enum {string}
             */
            layout: "list" | "board";
            /** @example Мои просроченные */
            name: string;
            /** @description It is yours */
            own: boolean;
            /** @description The employee whose it is */
            owner: string;
            /** @description Words to search for */
            q?: string;
            /**
             * Format: int64
             * @description Of a change: the revision that you write over
             */
            revision?: number;
            /** @description All employees see it; only you can change it */
            shared?: boolean;
            /**
             * @description The board knows all; the list of tickets has no order by what was changed last
             * @default created
             * @enum {string}
             */
            sort: "created" | "due" | "updated";
            /** Format: date-time */
            updated: string;
        };
        ViewBody: {
            /** @description What a list shows, in order */
            columns?: string[] | null;
            /** @description Values by the names of the list's parameters: status, family, turn, type, level, priority, queue, assignee, company, channel, requester */
            filter?: {
                [key: string]: string[] | null;
            };
            /**
             * @default list
             * @enum {string}
             */
            layout: "list" | "board";
            /** @example Мои просроченные */
            name: string;
            /** @description Words to search for */
            q?: string;
            /**
             * Format: int64
             * @description Of a change: the revision that you write over
             */
            revision?: number;
            /** @description All employees see it; only you can change it */
            shared?: boolean;
            /**
             * @description The board knows all; the list of tickets has no order by what was changed last
             * @default created
             * @enum {string}
             */
            sort: "created" | "due" | "updated";
        };
        ViewsOutputBody: {
            /** @description Your own and the shared ones, by name */
            views: components["schemas"]["View"][] | null;
        };
        When: {
            field: string;
            in: string[] | null;
        };
        Why: {
            /** Format: date-time */
            at: string;
            decisions: components["schemas"]["Decision"][] | null;
            edition: string;
            /** @description What was known about the sender */
            facts?: {
                [key: string]: unknown;
            };
            fault?: string;
            kind: string;
            /** Format: int64 */
            seq: number;
            /** @description Tickets that evidence pointed at */
            thread?: components["schemas"]["Evidence"][] | null;
            /** @description Digests of what else it rests on */
            uses?: {
                [key: string]: string;
            };
        };
        WhyOutputBody: {
            events: components["schemas"]["Why"][] | null;
            /** Format: int64 */
            next?: number;
            /** Format: int64 */
            previous?: number;
        };
        WithdrawOutputBody: {
            /** @description The act that was taken back */
            act: string;
            decisions: components["schemas"]["Decision"][] | null;
            /** @description Your draft, which has the text again */
            draft: components["schemas"]["Draft"];
            /** @description What was filled in */
            inputs?: {
                [key: string]: unknown;
            };
            /**
             * Format: int64
             * @description The event that says who has taken it back
             */
            seq: number;
            ticket: components["schemas"]["Ticket"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    "list-tenants": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TenantsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-quotas": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuotaReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "set-quotas": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuotasInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuotaReport"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-token": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-absences": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AbsencesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-assignment": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-assignment": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PutAssignmentInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AssignmentOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-blocked": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BlockedOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "unblock-sender": {
        parameters: {
            query?: {
                /** @description Take in what was kept meanwhile, as of when it came */
                file?: boolean;
            };
            header?: never;
            path: {
                tenant: string;
                address: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnblockOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "bulk-act": {
        parameters: {
            query?: never;
            header: {
                /** @description Makes each ticket's act be done once: repeat the request with it if the answer was cut off */
                "Idempotency-Key": string;
            };
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkInputBody"];
            };
        };
        responses: {
            /** @description A line each: start, results, end */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": components["schemas"]["BulkStart"] | components["schemas"]["BulkResult"] | components["schemas"]["BulkEnd"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-callers": {
        parameters: {
            query?: {
                /** @description A telephone number as people write it, a mail address, or beginnings of the words of a name */
                q?: string;
                limit?: number;
                /** @description Language of the labels, instead of Accept-Language */
                lang?: string;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallersOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-drafts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DraftsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-intake-draft": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-intake-draft": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-intake-draft": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-editions": {
        parameters: {
            query?: {
                /** @description Continue behind a page: its next */
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditionsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "upload-edition": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        /** @description A zip archive of the regulation's folder */
        requestBody: {
            content: {
                "application/zip": string;
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Uploaded"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "end-try": {
        parameters: {
            query: {
                /** @description Why; it is kept for good */
                reason: string;
                /** @description The edition that you know to be active: if it is another, nothing is done */
                from?: string;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tried"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "roll-back-edition": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Activated"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-shadow-run": {
        parameters: {
            query?: {
                /** @description Only those under this clause */
                clause?: string;
                /** @description Continue behind a page: its next */
                cursor?: string;
                limit?: number;
                /** @description Language of the sentences, instead of Accept-Language */
                lang?: string;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShadowOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "stop-shadow-run": {
        parameters: {
            query: {
                /** @description Why; it is kept for good */
                reason: string;
                /** @description The edition that you know to be active: if it is another, nothing is done */
                from?: string;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShadowOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-edition": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description Its id, the beginning of its id, or active */
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EditionOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "activate-edition": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description Its id, the beginning of its id, or active */
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Activated"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "try-edition": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description Its id, the beginning of its id, or active */
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tried"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "compare-editions": {
        parameters: {
            query?: {
                /** @description The edition after: its id, the beginning of its id, or active */
                to?: string;
                /** @description Language of the sentences, instead of Accept-Language */
                lang?: string;
            };
            header?: never;
            path: {
                tenant: string;
                /** @description Its id, the beginning of its id, or active */
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompareOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "plan-edition": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description Its id, the beginning of its id, or active */
                edition: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PlanOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "start-shadow-run": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description Its id, the beginning of its id, or active */
                edition: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OrderBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShadowOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "upload-file": {
        parameters: {
            query: {
                name: string;
            };
            header?: {
                "Content-Type"?: string;
            };
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/octet-stream": string;
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["File"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-intake": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IntakeOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "intake-call": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it be filed once, and refused once: the same key and body give the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CallInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "foresee-intake": {
        parameters: {
            query?: {
                /** @description Language of the labels, instead of Accept-Language */
                lang?: string;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForesightInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Foresight"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-own-absence": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Absence"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-own-absence": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AbsenceBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Absence"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-own-absence": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-news": {
        parameters: {
            query?: {
                /** @description The last event that you know; without it only the number of the last event is answered */
                after?: number;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-notices": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeWishes"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-notices": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NoticeWishes"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NoticeWishes"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-reminders": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RemindersOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-reminder": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                reminder: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-names": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NamesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-absence": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description The employee's id in the directory */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Absence"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-absence": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description The employee's id in the directory */
                person: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AbsenceBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Absence"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-absence": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description The employee's id in the directory */
                person: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "day-plan": {
        parameters: {
            query?: {
                /** @description The first day, in the company's zone; today unless told */
                from?: string;
                /** @description The last day; the first unless told. At most 31 days */
                to?: string;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DayPlanOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-regulation": {
        parameters: {
            query?: {
                /** @description Its id or the beginning of it; the active one unless told otherwise */
                edition?: string;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Regulation"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "about-edition": {
        parameters: {
            query?: {
                /** @description Its id or the beginning of it; the active one unless told otherwise */
                edition?: string;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["About"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-document": {
        parameters: {
            query?: {
                lang?: "kk" | "ru" | "en";
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "confirm-read": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-readers": {
        parameters: {
            query?: {
                /** @description The active one unless told otherwise */
                edition?: string;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadersOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "export-readers": {
        parameters: {
            query?: {
                /** @description The active one unless told otherwise */
                edition?: string;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "Content-Disposition"?: string;
                    "Content-Type"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    search: {
        parameters: {
            query?: {
                /** @description Beginnings of words, all of which one message or act must have, with who wrote it; or a company's name; or a number */
                q?: string;
                /** @description Continue behind a page: its next */
                cursor?: string;
                limit?: number;
                /** @description Language of the labels, instead of Accept-Language */
                lang?: string;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-templates": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-template": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "change-template": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                template: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Template"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-template": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                template: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-tickets": {
        parameters: {
            query?: {
                status?: string[] | null;
                family?: string[] | null;
                turn?: string[] | null;
                type?: string[] | null;
                level?: string[] | null;
                priority?: string[] | null;
                queue?: string[] | null;
                assignee?: string[] | null;
                company?: string[] | null;
                channel?: string[] | null;
                requester?: string[] | null;
                /** @description created: the newest first; due: the next due instant first */
                sort?: "created" | "due";
                /** @description Continue behind a page: its next */
                cursor?: string;
                limit?: number;
                /** @description Language of the labels, instead of Accept-Language */
                lang?: string;
            };
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ListOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-ticket": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it be filed once: the same key and body give the first answer again */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CreateInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CreateAnswer"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-ticket": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description The ticket's number, or its id */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-acts": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description The ticket's number, or its id */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "do-act": {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                /** @description The ticket's number, or its id */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DoInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DoOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "ticket-deadlines": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description The ticket's number, or its id */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeadlinesOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "get-draft": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description The ticket's number, or its id */
                number: string;
                kind: "reply" | "note";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "put-draft": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description The ticket's number, or its id */
                number: string;
                kind: "reply" | "note";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Draft"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-draft": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description The ticket's number, or its id */
                number: string;
                kind: "reply" | "note";
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "ticket-events": {
        parameters: {
            query?: {
                /** @description Continue behind the event with this number */
                after?: number;
                /** @description The last events before the one with this number, instead; employees alone */
                before?: number;
                /** @description The last events, instead; employees alone */
                last?: boolean;
                limit?: number;
            };
            header?: never;
            path: {
                tenant: string;
                /** @description The ticket's number, or its id */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EventsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "event-considered": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description The ticket's number, or its id */
                number: string;
                /** @description Number of the event */
                event: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsideredOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "withdraw-event": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description The ticket's number, or its id */
                number: string;
                /** @description Number of the act's event */
                event: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WithdrawOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "download-file": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description The ticket's number, or its id */
                number: string;
                blob: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "add-message": {
        parameters: {
            query?: never;
            header?: {
                /** @description Makes it be added once */
                "Idempotency-Key"?: string;
            };
            path: {
                tenant: string;
                /** @description The ticket's number, or its id */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AddInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-reminder": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description The ticket's number, or its id */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewReminderInputBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Reminder"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "split-ticket": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                /** @description The ticket's number, or its id */
                number: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SplitInputBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Ticket"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "ticket-why": {
        parameters: {
            query?: {
                /** @description Continue behind the event with this number */
                after?: number;
                /** @description The last events before the one with this number, instead; employees alone */
                before?: number;
                /** @description The last events, instead; employees alone */
                last?: boolean;
                limit?: number;
            };
            header?: never;
            path: {
                tenant: string;
                /** @description The ticket's number, or its id */
                number: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WhyOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "list-views": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ViewsOutputBody"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "create-view": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "change-view": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                view: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ViewBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["View"];
                };
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    "delete-view": {
        parameters: {
            query?: never;
            header?: never;
            path: {
                tenant: string;
                view: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Error */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
