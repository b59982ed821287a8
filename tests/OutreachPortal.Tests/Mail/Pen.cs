using System.Collections.Concurrent;
using OutreachPortal.Data;
using OutreachPortal.Languages;
using OutreachPortal.Mail;

namespace OutreachPortal.Tests.Mail;

/// <summary>Writes whatever a test wants, and remembers what it was told.</summary>
internal sealed class Pen : ILetterWriter
{
    public IReadOnlyCollection<LetterKind> Kinds { get; set; } = Enum.GetValues<LetterKind>();

    public Func<Delivery, Draft> Write { get; set; } = delivery => new Written(LetterTo($"reader-{delivery.Recipient:N}@example.org"));

    /// <summary>Called inside the transaction in which a delivery reaches its end.</summary>
    public Action<Delivery> Settled { get; set; } = _ => { };

    public ConcurrentQueue<(Guid Id, DeliveryState State)> Told { get; } = [];

    public Task<IReadOnlyList<Draft>> WriteAsync(IReadOnlyList<Delivery> deliveries, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<Draft>>([.. deliveries.Select(Write)]);

    public Task SettledAsync(PortalDb db, IReadOnlyList<Delivery> deliveries, CancellationToken cancellation)
    {
        foreach (var delivery in deliveries)
        {
            Settled(delivery);
            Told.Enqueue((delivery.Id, delivery.State));
        }
        return Task.CompletedTask;
    }

    public static Letter LetterTo(string address) => new()
    {
        To = address,
        Language = Language.English,
        Subject = "Billing software for the water works",
        Text = "A tender that you asked to be told about.\n",
        Html = "<!DOCTYPE html><html lang=\"en\"><body><p>A tender that you asked to be told about.</p></body></html>",
    };

    public static Letter ListLetterTo(string address, string token = "kT4-x_9") => LetterTo(address) with
    {
        ListId = "daily",
        Unsubscribe = new Uri($"https://portal.example/alerts/unsubscribe/{token}"),
        UnsubscribeToken = token,
        Help = new Uri("https://portal.example/en/pages/alerts"),
    };
}
