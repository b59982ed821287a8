using System.Collections.Concurrent;
using OutreachPortal.Mail;

namespace OutreachPortal.Tests.Mail;

/// <summary>A transport that answers as the test says and keeps what it was handed.</summary>
internal sealed class Outside : IMailTransport
{
    public TransportAbilities Abilities { get; set; } = new() { MaxBatch = 100, Lookup = true };

    public Func<OutgoingLetter, SendResult> Answer { get; set; } = Accepted;

    public ConcurrentQueue<OutgoingLetter> Letters { get; } = [];

    public ConcurrentDictionary<Guid, int> Had { get; } = [];

    public int Calls { get; private set; }

    public static SendResult Accepted(OutgoingLetter letter) => new(letter.DeliveryId, AttemptOutcome.Accepted) { Code = "250" };

    public Task<IReadOnlyList<SendResult>> SendAsync(IReadOnlyList<OutgoingLetter> batch, CancellationToken cancellation)
    {
        Calls++;
        List<SendResult> results = [];
        foreach (var letter in batch)
        {
            Letters.Enqueue(letter);
            var result = Answer(letter);
            if (result.Outcome is AttemptOutcome.Accepted) Had.AddOrUpdate(letter.DeliveryId, 1, (_, times) => times + 1);
            results.Add(result);
        }
        return Task.FromResult<IReadOnlyList<SendResult>>(results);
    }

    public Task<IReadOnlySet<Guid>> LookupAsync(IReadOnlyCollection<Guid> deliveries, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlySet<Guid>>(deliveries.Where(Had.ContainsKey).ToHashSet());
}
