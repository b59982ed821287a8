using OutreachPortal.Data;

namespace OutreachPortal.Mail;

/// <summary>
/// Letters as files that any mail program opens: for trying the portal, and for a relay that picks them up. A file is
/// named by its delivery, written aside and then renamed: it is there whole or not at all, once however often it is
/// written, and looking tells whether.
/// </summary>
internal sealed class FolderTransport(Composer composer, DataDirectory directory) : IMailTransport
{
    readonly string _folder = Directory.CreateDirectory(directory.File("mail")).FullName;

    public TransportAbilities Abilities { get; } = new() { MaxBatch = 100, Lookup = true, Utf8Addresses = true };

    public async Task<IReadOnlyList<SendResult>> SendAsync(
        IReadOnlyList<OutgoingLetter> batch, CancellationToken cancellation)
    {
        List<SendResult> results = [];
        foreach (var letter in batch) results.Add(await WriteAsync(letter, cancellation));
        return results;
    }

    public Task<IReadOnlySet<Guid>> LookupAsync(IReadOnlyCollection<Guid> deliveries, CancellationToken cancellation) =>
        Task.FromResult<IReadOnlySet<Guid>>(deliveries.Where(id => File.Exists(PathOf(id))).ToHashSet());

    async Task<SendResult> WriteAsync(OutgoingLetter letter, CancellationToken cancellation)
    {
        var aside = Path.Combine(_folder, $".{Guid.NewGuid():N}.part");
        try
        {
            await composer.Compose(letter).WriteToAsync(aside, cancellation);
            File.Move(aside, PathOf(letter.DeliveryId), overwrite: true);
            return new(letter.DeliveryId, AttemptOutcome.Accepted);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            File.Delete(aside);
            return new(letter.DeliveryId, AttemptOutcome.Transient) { Text = fault.Message };
        }
    }

    string PathOf(Guid delivery) => Path.Combine(_folder, $"{delivery:N}.eml");
}
