// Регламент оказания услуг стандартной технической поддержки ТОО «ЭлтексАлатау», chapter by chapter.

import { regulation, Regulation } from "@reglament/regulation";
import { comments } from "./comments";
import { endings } from "./endings";
import { filing } from "./filing";
import { preface } from "./preface";
import { refusals } from "./refusals";
import { services } from "./services";
import { statuses } from "./statuses";

export function catalogue(): Regulation {
  return regulation("eltex", "ru").languages(["kk", "ru", "en"])
    .document({
      title: {
        ru: "Регламент оказания услуг стандартной технической поддержки ТОО «ЭлтексАлатау»",
        kk: "«ЭлтексАлатау» ЖШС стандартты техникалық қолдау қызметтерін көрсету регламенті",
        en: "Regulation of the standard technical support of EltexAlatau LLP",
      },
      company: { ru: "ТОО «ЭлтексАлатау»", kk: "«ЭлтексАлатау» ЖШС", en: "EltexAlatau LLP" },
      contact: "https://helpdesk.eltexalatau.kz/",
    })
    .chapter(preface())
    .chapter(services()).chapter(statuses()).chapter(endings())
    .chapter(filing()).chapter(refusals())
    .chapter(comments());
}
