namespace OutreachPortal.Opportunities;

/// <summary>What is offered. The words are the ones of the address bar, in lower case.</summary>
public enum Kind
{
    Tender,
    Job,
    Event,
}

/// <summary>The notice types of tenders and the contract types of jobs.</summary>
public static class OpportunityTypes
{
    public const string Other = "other";

    public static readonly IReadOnlyList<string> OfTenders = ["rfp", "rfq", "itb", "eoi", "rfi", Other];

    public static readonly IReadOnlyList<string> OfJobs = ["staff", "temporary", "consultant", "intern", "volunteer"];

    public static readonly IReadOnlyList<string> All = [.. OfTenders, .. OfJobs];
}
