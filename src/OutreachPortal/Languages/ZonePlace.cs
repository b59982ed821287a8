namespace OutreachPortal.Languages;

/// <summary>The place a reader knows instead of an IANA zone id: Africa/Nairobi is Nairobi.</summary>
public static class ZonePlace
{
    // English is what the zone id says, respelt below; other languages only where they differ from that.
    internal static readonly NameList Names = new("places");

    public static string In(Language language, string zone)
    {
        if (IsUtc(zone))
            return "UTC";
        if (zone.StartsWith("Etc/GMT", StringComparison.Ordinal) && zone.Length > 8)
            return OffsetOf(zone);

        return Names.Find(zone, language) ?? Respelling(zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' '));
    }

    static string Respelling(string place) => Respelt.GetValueOrDefault(place, place);

    static bool IsUtc(string zone) =>
        zone is "UTC" or "Etc/UTC" or "Z" or "GMT" or "Etc/GMT" or "Etc/UCT" or "UCT" or "Zulu" or "Etc/Zulu";

    // The tz database writes the sign the other way round (POSIX): Etc/GMT+5 is five hours behind UTC.
    static string OffsetOf(string zone) => $"UTC{(zone[7] == '+' ? '\u2212' : '+')}{zone[8..]}";

    // The tz database keeps ASCII and old spellings; the people who live there do not.
    static readonly Dictionary<string, string> Respelt = new()
    {
        ["Kiev"] = "Kyiv",
        ["Calcutta"] = "Kolkata",
        ["Katmandu"] = "Kathmandu",
        ["Rangoon"] = "Yangon",
        ["Saigon"] = "Ho Chi Minh",
        ["Sao Paulo"] = "São Paulo",
        ["Sao Tome"] = "São Tomé",
        ["Bogota"] = "Bogotá",
        ["Asuncion"] = "Asunción",
        ["Godthab"] = "Nuuk",
        ["Noumea"] = "Nouméa",
        ["El Aaiun"] = "El Aaiún",
        ["Lome"] = "Lomé",
        ["Chisinau"] = "Chișinău",
        ["Ndjamena"] = "N’Djamena",
    };
}
