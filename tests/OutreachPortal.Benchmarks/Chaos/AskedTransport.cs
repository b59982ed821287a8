using System.Net.Http.Json;
using OutreachPortal.Mail;

namespace OutreachPortal.Benchmarks.Chaos;

/// <summary>The way from a portal under test to the <see cref="Witness"/>: batches, and it can be asked.</summary>
sealed class AskedTransport(string address) : IMailTransport, IDisposable
{
    readonly HttpClient _client = new() { BaseAddress = new Uri(address) };

    public TransportAbilities Abilities { get; } = new() { MaxBatch = 10, Lookup = true };

    public async Task<IReadOnlyList<SendResult>> SendAsync(
        IReadOnlyList<OutgoingLetter> batch, CancellationToken cancellation)
    {
        try
        {
            using var answer = await _client.PostAsJsonAsync(
                "/take", batch.Select(letter => letter.DeliveryId), cancellation);
            var outcome = answer.IsSuccessStatusCode ? AttemptOutcome.Accepted : AttemptOutcome.Transient;
            return [.. batch.Select(letter => new SendResult(letter.DeliveryId, outcome))];
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            return [.. batch.Select(letter => new SendResult(letter.DeliveryId, AttemptOutcome.Unknown))];
        }
    }

    public async Task<IReadOnlySet<Guid>> LookupAsync(
        IReadOnlyCollection<Guid> deliveries, CancellationToken cancellation)
    {
        using var answer = await _client.PostAsJsonAsync("/has", deliveries, cancellation);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<HashSet<Guid>>(cancellation))!;
    }

    public void Dispose() => _client.Dispose();
}
