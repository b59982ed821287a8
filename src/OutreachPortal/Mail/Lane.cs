namespace OutreachPortal.Mail;

/// <summary>
/// Who leaves first, and what part of a batch each is sure of: somebody who waits at the screen for a confirmation is
/// not kept waiting by a hundred thousand digests, and the digests are not kept for ever by a flood of news.
/// </summary>
internal sealed record Lane(int Priority, int Weight)
{
    public static readonly IReadOnlyList<Lane> All = [new(0, 8), new(1, 8), new(2, 4), new(3, 2)];

    static readonly int Weights = All.Sum(lane => lane.Weight);

    public static int Of(LetterKind kind) => kind switch
    {
        LetterKind.Confirm or LetterKind.Manage => 0,
        LetterKind.Immediate => 1,
        LetterKind.Daily => 2,
        _ => 3,
    };

    /// <summary>The places of a batch that no other lane takes while this one has letters; at least one.</summary>
    public int ShareOf(int batch) => Math.Max(1, batch * Weight / Weights);
}
