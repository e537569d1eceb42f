"""Words with a fixed meaning, and what each language calls them: as docs/translating.md has decided. By the word in lower case."""

FIXED: dict[str, dict[str, str]] = {
    "de": {
        "victim": "betroffene Person, Betroffene",
        "perpetrator": "Täter*in, in compounds Täter-",
        "sexual violence": "sexualisierte Gewalt",
        "support group": "Unterstützungsgruppe",
        "contact group": "Kontaktgruppe",
        "accountability": "Verantwortungsübernahme",
        "drifting": "Abdriften",
        "agreement": "Vereinbarung",
        "consent": "Zustimmung",
    },
    "ar": {
        "victim": "الضحية",
        "survivor": "الناجية، الناجي",
        "perpetrator": "المعتدي",
        "sexual violence": "العنف الجنسي",
        "support group": "مجموعة الدعم",
        "contact group": "مجموعة التواصل",
        "accountability": "المساءلة",
        "drifting": "الانحراف عن الموضوع",
        "agreement": "اتفاق",
    },
}
