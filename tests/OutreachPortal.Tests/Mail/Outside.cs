using System.Collections.Concurrent;
using OutreachPortal.Mail;

namespace OutreachPortal.Tests.Mail;

/// <summary>A transport that answers as the test says and keeps what it was handed.</summary>
internal sealed class Outside : IMailTransport
{
    public TransportAbilities Abilities { get; set; } = new() { MaxBatch = 100, Lookup = true };

    public Func<OutgoingLetter, SendResult> Answer { get; set; }

    public Outside() => Answer = Accepted;

    /// <summary>What happens once while a call is under way.</summary>
    public Func<Task>? Meanwhile { get; set; }

    /// <summary>Called whenever the transport is asked what it has.</summary>
    public Action Lookup { get; set; } = () => { };

    public ConcurrentQueue<OutgoingLetter> Letters { get; } = [];

    public ConcurrentDictionary<Guid, int> Had { get; } = [];

    public int Calls { get; private set; }

    public void Arrived(Guid delivery) => Had.AddOrUpdate(delivery, 1, (_, times) => times + 1);

    public SendResult Accepted(OutgoingLetter letter)
    {
        Arrived(letter.DeliveryId);
        return new(letter.DeliveryId, AttemptOutcome.Accepted) { Code = "250" };
    }

    public async Task<IReadOnlyList<SendResult>> SendAsync(
        IReadOnlyList<OutgoingLetter> batch, CancellationToken cancellation)
    {
        Calls++;
        var meanwhile = Meanwhile;
        Meanwhile = null;
        if (meanwhile is not null) await meanwhile();
        List<SendResult> results = [];
        foreach (var letter in batch)
        {
            Letters.Enqueue(letter);
            results.Add(Answer(letter));
        }
        return results;
    }

    public Task<IReadOnlySet<Guid>> LookupAsync(IReadOnlyCollection<Guid> deliveries, CancellationToken cancellation)
    {
        Lookup();
        return Task.FromResult<IReadOnlySet<Guid>>(deliveries.Where(Had.ContainsKey).ToHashSet());
    }
}
