// Written by npm run types. Do not edit.
export type paths = Record<string, never>;
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description "board", "wall", or "ticket:" and a number or an id of a ticket */
        Chan: string;
        /** @description The number of an event of the tenant */
        Seq: number;
        /** @description Names the log that numbers are of. Another epoch is another database */
        Epoch: string;
        /** @description The IANA zone that the regulation counts and shows times in. Missing where it cannot be had */
        Zone: string;
        Hello: {
            /** @enum {string} */
            type: "hello";
            /** @description Needed unless the Authorization header has it or the browser has a session */
            token?: string;
            /**
             * @description The language of labels and sentences
             * @enum {string}
             */
            lang?: "kk" | "ru" | "en";
            subscribe?: components["schemas"]["Wish"][];
        };
        Subscribe: {
            /** @enum {string} */
            type: "subscribe";
            subscribe: components["schemas"]["Wish"][];
        };
        Unsubscribe: {
            /** @enum {string} */
            type: "unsubscribe";
            unsubscribe: components["schemas"]["Chan"][];
        };
        /** @description For employees. It holds until the next one, or until the channel or the socket is closed */
        Attend: {
            /** @enum {string} */
            type: "attend";
            /** @description A channel that is open */
            chan: string;
            /**
             * @description Empty for nothing any more
             * @enum {string}
             */
            doing: "look" | "reply" | "note" | "";
        };
        Wish: {
            chan: components["schemas"]["Chan"];
            filter?: components["schemas"]["Filter"];
            resume?: components["schemas"]["Resume"];
        };
        /**
         * @description For boards. A ticket is chosen if each named facet has one of the values. A filter
         *     that says nothing of status and family leaves out tickets whose status is final.
         */
        Filter: {
            status?: components["schemas"]["Values"];
            family?: components["schemas"]["Values"];
            turn?: components["schemas"]["Values"];
            type?: components["schemas"]["Values"];
            level?: components["schemas"]["Values"];
            priority?: components["schemas"]["Values"];
            queue?: components["schemas"]["Values"];
            assignee?: components["schemas"]["Values"];
            company?: components["schemas"]["Values"];
            channel?: components["schemas"]["Values"];
            requester?: components["schemas"]["Values"];
        };
        Values: string[];
        /** @description Where the client stopped */
        Resume: {
            epoch: components["schemas"]["Epoch"];
            seq: components["schemas"]["Seq"];
        };
        Welcome: {
            /** @enum {string} */
            type: "welcome";
            epoch: components["schemas"]["Epoch"];
            /** @description Whose the token is */
            you?: string;
            /** @description The server's. A page that was made for another one reloads itself */
            version: string;
            /**
             * Format: date-time
             * @description The engine's time. Deadlines are counted against it
             */
            server_time: string;
        };
        BoardSnapshot: {
            /** @enum {string} */
            type: "snapshot";
            /** @enum {string} */
            chan: "board";
            epoch: components["schemas"]["Epoch"];
            seq: components["schemas"]["Seq"];
            page: components["schemas"]["Board"];
        };
        Board: {
            zone?: components["schemas"]["Zone"];
            legend: components["schemas"]["Legend"];
            columns: components["schemas"]["Columns"];
            /** @description By their next due instant, then by age */
            cards: components["schemas"]["Card"][];
            /** @description There are further cards. They come when they change */
            more?: boolean;
        };
        TicketSnapshot: {
            /** @enum {string} */
            type: "snapshot";
            chan: string;
            epoch: components["schemas"]["Epoch"];
            seq: components["schemas"]["Seq"];
            page: components["schemas"]["Story"];
        };
        Story: {
            zone?: components["schemas"]["Zone"];
            ticket: components["schemas"]["Card"];
            /** @description The newest, in their order */
            events: components["schemas"]["Event"][];
            /** @description There are earlier events */
            more?: boolean;
        };
        BoardDelta: {
            /** @enum {string} */
            type: "delta";
            /** @enum {string} */
            chan: "board";
            seq: components["schemas"]["Seq"];
            prev: components["schemas"]["Seq"];
            /** @description Cards that are new or have changed, whole */
            cards: components["schemas"]["Card"][];
            /** @description Ids of tickets that are no longer on the board. The client may not have had them */
            gone: string[];
            columns?: components["schemas"]["Columns"];
        };
        TicketDelta: {
            /** @enum {string} */
            type: "delta";
            chan: string;
            seq: components["schemas"]["Seq"];
            prev: components["schemas"]["Seq"];
            /** @description What is new */
            events: components["schemas"]["Event"][];
            ticket: components["schemas"]["Card"];
        };
        /** @description Everything up to seq has been sent. The first one ends what subscribing brought */
        Live: {
            /** @enum {string} */
            type: "live";
            chan: components["schemas"]["Chan"];
            seq: components["schemas"]["Seq"];
            prev: components["schemas"]["Seq"];
            /** Format: date-time */
            server_time: string;
        };
        /** @description For employees. Everybody who is there, in the place of the channel's last presence */
        Presence: {
            /** @enum {string} */
            type: "presence";
            chan: components["schemas"]["Chan"];
            /** @description Tickets that somebody is with; on a ticket's channel that one alone */
            tickets: components["schemas"]["Present"][];
        };
        Present: {
            /** @description Id of the ticket */
            id: string;
            /** @description Who replies comes first, then who writes a note, then who looks */
            people: components["schemas"]["Attendee"][];
        };
        Attendee: {
            /** @description The employee. Yourself too: there may be another window */
            id: string;
            /** @enum {string} */
            doing: "look" | "reply" | "note";
            /** Format: date-time */
            since: string;
        };
        /** @description Numbers, numbers of tickets and first names; nothing that says who asked, or what for */
        Wall: {
            /** @enum {string} */
            type: "wall";
            /** @enum {string} */
            chan: "wall";
            /**
             * Format: date-time
             * @description When it was so
             */
            server_time: string;
            zone?: components["schemas"]["Zone"];
            /** @description Whose regulation it is */
            company?: string;
            /** @description Tickets whose status is not final */
            open: number;
            /** @description There are more open tickets than were counted */
            more?: boolean;
            /** @description Open tickets that owe something whose time is over */
            overdue: number;
            /** @description Open tickets that owe something within half an hour */
            soon: number;
            /** @description How the deadlines came out that were decided today, in the company's zone */
            today: {
                kept: number;
                missed: number;
            };
            /** @description The deadlines around now, in order. Of those that have passed the latest */
            nearest: {
                number: string;
                /** Format: date-time */
                due: string;
            }[];
            /**
             * @description Status where the regulation has no queues
             * @enum {string}
             */
            grouped_by: "queue" | "status";
            /** @description Open tickets by queue or status, in the order of the regulation; of many the fullest */
            groups: {
                /** @description Empty for tickets without a queue */
                id: string;
                label: string;
                open: number;
                overdue: number;
            }[];
            /** @description Employees who are connected now, with the number of open tickets of theirs */
            people: {
                /** @description The first name */
                name: string;
                open: number;
            }[];
            /** @description Employees who are connected and have no name in the directory */
            unnamed: number;
        };
        Reset: {
            /** @enum {string} */
            type: "reset";
            chan: components["schemas"]["Chan"];
            /**
             * @description epoch: the client's log is another one; behind: it has missed too much; ahead: it
             *     knows more than there is. A snapshot follows. gone: the ticket may no longer be
             *     seen; the channel is closed.
             * @enum {string}
             */
            reason: "epoch" | "behind" | "ahead" | "gone";
        };
        Error: {
            /** @enum {string} */
            type: "error";
            chan?: components["schemas"]["Chan"];
            /**
             * @description With chan, the channel is not open, but others are; only try_later is followed by
             *     the end of the socket. Without chan, the socket is closed.
             * @enum {string}
             */
            code: "token_missing" | "token_unknown" | "role_forbidden" | "not_found" | "too_many" | "try_later" | "malformed";
            /** @description The same in words */
            detail: string;
        };
        /** @description All columns of the board, in order */
        Columns: components["schemas"]["Column"][];
        Column: {
            /** @description A status */
            id: string;
            label: string;
            family: components["schemas"]["Family"];
            turn: components["schemas"]["Turn"];
            /** @description Tickets end here */
            final?: boolean;
            /** @description Acts that lead here */
            enter?: components["schemas"]["Enter"][];
        };
        /** @description An act that leads into a column. Whether a ticket and a person meet its other conditions, the API tells */
        Enter: {
            act: string;
            label: string;
            clause: components["schemas"]["Clause"];
            /** @description The statuses that it leads from */
            from: string[];
        };
        /**
         * @description What cards hold only by its id, under the active edition. A value that is missing here
         *     is shown by its id. When a delta brings columns, ask for a new snapshot to have a new legend.
         */
        Legend: {
            /** @description The values of facets (type, level, queue, priority, assignee, company), in the order of the regulation */
            names: {
                [key: string]: components["schemas"]["Named"][];
            };
            /** @description When calendars are open */
            hours: {
                [key: string]: components["schemas"]["Hours"];
            };
        };
        Named: {
            id: string;
            label: string;
        };
        /** @description When a calendar is open between two instants; all are seconds since 1970 */
        Hours: {
            from: number;
            until: number;
            /** @description Pairs of opening and closing, in order */
            open: number[][];
        };
        /** @description The promise that presses most, as it is counted down */
        Clock: {
            /** @enum {string} */
            state: "breached" | "running" | "paused" | "met";
            label: string;
            clause: components["schemas"]["Clause"];
            /** Format: date-time */
            since?: string;
            /** Format: date-time */
            due?: string;
            /** @description What is left of a paused one */
            left_seconds?: number;
            /** @description Set where working time counts: the hours of the legend */
            calendar?: string;
        };
        /** @enum {string} */
        Family: "new" | "work" | "wait" | "done" | "stop" | "";
        /**
         * @description Who must act
         * @enum {string}
         */
        Turn: "staff" | "customer" | "other" | "nobody" | "";
        /** @description A ticket as boards show it. What only staff may know is missing for others */
        Card: {
            id: string;
            /** @description What people call it. Empty until the first decision is sealed */
            number: string;
            /** @description Counts the ticket's events */
            version: number;
            seq: components["schemas"]["Seq"];
            status: string;
            status_label: string;
            family: components["schemas"]["Family"];
            turn: components["schemas"]["Turn"];
            type?: string;
            type_label?: string;
            priority?: string;
            level?: string;
            /** @description For staff */
            queue?: string;
            /** @description For staff */
            assignee?: string;
            /** @description For staff */
            company?: string;
            /** @description For staff: the name, or where there is none the address */
            requester_name?: string;
            /** @description One line */
            subject?: string;
            /** Format: date-time */
            created: string;
            /** Format: date-time */
            updated: string;
            /**
             * Format: date-time
             * @description The earliest instant that a promise is owed at; it may have passed
             */
            next_due?: string;
            next_deadline?: components["schemas"]["Deadline"];
            /**
             * @description Of the promise that presses most. met: nothing is owed any more, though it may have been late
             * @enum {string}
             */
            deadline_state?: "breached" | "running" | "paused" | "met";
            clock?: components["schemas"]["Clock"];
            /** @description For staff: acts that the regulation suggests */
            suggested?: string[];
            /** @description For staff: the regulation has failed on it; it will be tried again */
            parked?: boolean;
        };
        /** @description The promise that is due at next_due */
        Deadline: {
            label: string;
            clause: components["schemas"]["Clause"];
        };
        Clause: {
            id: string;
            /** @description The number that the document prints */
            label?: string;
            title?: string;
        };
        Event: {
            seq: components["schemas"]["Seq"];
            /** @description message, act, timer.fired, delivery.sent, delivery.failed, ... */
            kind: string;
            /** @description Of the act */
            label?: string;
            /** @description The door that it came in by */
            channel?: string;
            /** Format: date-time */
            at: string;
            actor: components["schemas"]["Actor"];
            /** @description The edition of the regulation that decided */
            edition?: string;
            cause?: components["schemas"]["Seq"];
            /** @description The contents were erased */
            erased?: boolean;
            /** @description For staff: why the regulation could not decide */
            fault?: string;
            decisions: components["schemas"]["Decision"][];
        };
        Actor: {
            /** @enum {string} */
            kind: "customer" | "staff" | "partner" | "system";
            /** @description For staff */
            id?: string;
            /** @description For staff */
            roles?: string[];
        };
        /** @description One consequence of an event, by which clause */
        Decision: {
            op: string;
            name?: string;
            sentence: string;
            clause: components["schemas"]["Clause"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export type operations = Record<string, never>;
