namespace OutreachPortal.Shell;

/// <summary>How long a page that was made now stays true. The room that knows what is public adds its own.</summary>
/// <param name="Version">Rises with everything that becomes public: pages of an earlier version are not shown.</param>
/// <param name="NextChange">When time alone changes something next; null if nothing is known.</param>
internal sealed record PageLife(Func<long> Version, Func<DateTimeOffset, DateTimeOffset?> NextChange)
{
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    public static readonly PageLife Unchanging = new(() => 0, _ => null);

    public DateTimeOffset EndOf(DateTimeOffset now)
    {
        var latest = now + Longest;
        return NextChange(now) is { } change && change < latest ? change : latest;
    }
}
