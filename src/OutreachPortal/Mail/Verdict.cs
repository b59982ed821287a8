using NodaTime;

namespace OutreachPortal.Mail;

/// <summary>What the world's answer means for a delivery.</summary>
internal sealed record Verdict(SendResult Result, Action<Delivery> Verb)
{
    public string AddressMac { get; init; } = "";

    public bool IsOfMailbox => Result.Mailbox != MailboxWord.Nothing && AddressMac is not "";

    /// <param name="askFrom">When one can know at the earliest what became of a letter whose answer was lost.</param>
    public static Verdict Of(SendResult result, Instant now, Instant askFrom) => new(result, result switch
    {
        { Trouble: { Counts: false } trouble } => delivery => delivery.GiveBack(now + trouble.Pause),
        { Outcome: AttemptOutcome.Accepted } => delivery =>
            delivery.Accept(now, result.ProviderMessageId, result.Code, result.Text),
        { Outcome: AttemptOutcome.Permanent } => delivery => delivery.Fail(result.Code, result.Text),
        { Outcome: AttemptOutcome.Unknown } => delivery => delivery.Doubt(askFrom, result.Code, result.Text),
        _ => delivery => Defer(delivery, result, now),
    });

    static void Defer(Delivery delivery, SendResult result, Instant now)
    {
        var chance = Random.Shared.NextDouble();
        if (RetryPlan.WaitAfter(delivery.Kind, delivery.Refusals, chance) is { } wait)
            delivery.Defer(now + wait, result.Code, result.Text);
        else
            delivery.Fail(result.Code, $"Given up. {result.Text}");
    }
}
