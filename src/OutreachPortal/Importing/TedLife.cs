using System.Collections.Frozen;
using OutreachPortal.Opportunities;

namespace OutreachPortal.Importing;

/// <summary>What a kind of notice of Tenders Electronic Daily means for one who wants to answer it.</summary>
internal sealed record TedLife(State State, bool InvitesAnswer, string Type = OpportunityTypes.Other)
{
    static readonly TedLife Call = new(State.Published, InvitesAnswer: true);
    static readonly TedLife NoAnswer = new(State.Published, InvitesAnswer: false);
    static readonly TedLife Decided = new(State.Awarded, InvitesAnswer: false);

    /// <summary>By the one-letter code of the Official Journal, which is the same in all languages.</summary>
    static readonly FrozenDictionary<string, TedLife> ByCode = new Dictionary<string, TedLife>(
        StringComparer.OrdinalIgnoreCase)
    {
        ["0"] = NoAnswer, // Prior information without call: what a buyer plans for the year.
        ["1"] = Call, // Corrigendum, and
        ["2"] = Call, // additional information: a running call with its new deadline.
        ["3"] = Call, // Contract notice.
        ["4"] = NoAnswer, // Prequalification notice of the old forms: announces a list, the call comes later.
        ["5"] = Call with { Type = "rfp" }, // Request for proposals.
        ["6"] = NoAnswer, // General information.
        ["7"] = Decided, // Contract award notice.
        ["A"] = Call with { Type = "eoi" }, // Prior information with call: it asks for expressions of interest.
        ["B"] = NoAnswer, // Buyer profile: says where a buyer's notices are found.
        ["C"] = Call, // Works concession.
        ["D"] = Call, // Design contest: entries until a day.
        ["E"] = Decided, // Works contracts awarded by a concessionnaire.
        ["F"] = Call, // Subcontract.
        ["G"] = NoAnswer, // European Economic Interest Grouping: its foundation, and
        ["S"] = NoAnswer, // that of a European company: no procurement at all.
        ["H"] = Call, // Services concession.
        ["I"] = Call with { Type = "eoi" }, // Call for expressions of interest.
        ["J"] = Decided, // Concession award notice.
        ["K"] = Decided, // Modification of a contract during its term: somebody has the contract.
        ["M"] = Call with { Type = "eoi" }, // Periodic indicative notice with call.
        ["O"] = Call, // Qualification system with call, and
        ["Q"] = Call, // without one: a list of suppliers that one may always ask to join.
        ["P"] = NoAnswer, // Periodic indicative notice without call; a date in it shortens the later call.
        ["R"] = Decided, // Results of a design contest.
        ["V"] = NoAnswer, // Voluntary ex ante transparency: the buyer has chosen and waits for objections.
        ["Y"] = Call, // Dynamic purchasing system: one may join while it runs.
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// By code; else by what the English name says; a notice of an open procedure is an invitation to tender.
    /// </summary>
    public static TedLife Of(string? code, string? name, string? procedure)
    {
        var life = code is not null && ByCode.TryGetValue(code.Trim(), out var known) ? known : ByName(name ?? "");
        var open = life.InvitesAnswer && life.Type == OpportunityTypes.Other
            && procedure?.StartsWith("open", StringComparison.OrdinalIgnoreCase) == true;
        return open ? life with { Type = "itb" } : life;
    }

    static TedLife ByName(string name)
    {
        bool Says(string words) => name.Contains(words, StringComparison.OrdinalIgnoreCase);
        if (Says("award notice") || Says("awarded") || Says("results of") || Says("modification")) return Decided;
        return Says("without call") && !Says("qualification") || Says("ex ante") || Says("buyer profile")
            ? NoAnswer
            : Call;
    }
}
