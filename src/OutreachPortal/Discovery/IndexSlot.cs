using System.Globalization;
using OutreachPortal.Data;
using OutreachPortal.Search;

namespace OutreachPortal.Discovery;

/// <summary>
/// The folder <c>index/n</c> of one serving process: the first n that no other process holds. Inside stand builds by
/// number; a rebuild is made beside the one that serves.
/// </summary>
internal sealed class IndexSlot : IDisposable
{
    const int MaximumSlots = 1_000;

    readonly string _folder;
    readonly FileStream _lock;
    (int Build, IndexOpening Opening)? _ahead;

    IndexSlot(string folder, FileStream held) => (_folder, _lock) = (folder, held);

    public static IndexSlot Take(DataDirectory directory)
    {
        for (var n = 0; n < MaximumSlots; n++)
        {
            var folder = directory.File(Path.Combine("index", n.ToString(CultureInfo.InvariantCulture)));
            Directory.CreateDirectory(folder);
            try
            {
                var held = new FileStream(
                    Path.Combine(folder, "slot.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
                return new IndexSlot(folder, held);
            }
            catch (IOException)
            {
                // Another process serves from this one.
            }
        }
        throw new IOException($"No free index folder below {directory.Path}.");
    }

    /// <summary>Whether any process serves from this data directory.</summary>
    public static bool IsAnyHeld(DataDirectory directory)
    {
        if (!Directory.Exists(directory.File("index"))) return false;
        foreach (var file in Directory.EnumerateFiles(directory.File("index"), "slot.lock", SearchOption.AllDirectories))
        {
            try
            {
                using var free = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>
    /// Opens the newest build before it is known whether it is the right one; null where there is none, or it is
    /// broken.
    /// </summary>
    public SearchIndex? OpenAhead()
    {
        if (Builds() is not [.., var newest]) return null;
        _ahead = (newest, SearchIndex.Open(FolderOf(newest), OpportunityIndex.Schema));
        return _ahead?.Opening is Opened(var index) ? index : null;
    }

    /// <summary>
    /// The newest build that is whole and passes the test, with the reason why the others were passed over.
    /// </summary>
    public SearchIndex? OpenNewest(Func<IReadOnlyDictionary<string, string>, string?> objection, Action<string> refuse)
    {
        foreach (var build in Builds().OrderDescending())
        {
            switch (Open(build))
            {
                case Opened(var index) when objection(index.CommittedData) is { } reason:
                    index.Dispose();
                    refuse(reason);
                    break;
                case Opened(var index):
                    return index;
                case Unusable(var reason):
                    refuse(reason);
                    break;
                default:
                    break;
            }
        }
        return null;
    }

    public SearchIndex CreateNext()
    {
        var folder = FolderOf(Builds().DefaultIfEmpty(0).Max() + 1);
        return SearchIndex.Create(folder, OpportunityIndex.Schema) switch
        {
            Opened(var index) => index,
            Unusable(var reason) => throw new IOException(reason),
            _ => throw new IOException($"The index folder {folder} is in use."),
        };
    }

    /// <summary>
    /// Removes every build but the newest; what cannot be removed now is removed after the next start.
    /// </summary>
    public void DropOlder()
    {
        foreach (var build in Builds().SkipLast(1))
        {
            try
            {
                Directory.Delete(FolderOf(build), recursive: true);
            }
            catch (IOException)
            {
                // A search may still read it.
            }
        }
    }

    public void Dispose()
    {
        if (_ahead?.Opening is Opened(var unused)) unused.Dispose();
        _lock.Dispose();
    }

    IndexOpening Open(int build)
    {
        if (_ahead?.Build != build) return SearchIndex.Open(FolderOf(build), OpportunityIndex.Schema);
        var opening = _ahead.Value.Opening;
        _ahead = null;
        return opening;
    }

    string FolderOf(int build) => Path.Combine(_folder, build.ToString(CultureInfo.InvariantCulture));

    List<int> Builds() =>
        [.. Directory.EnumerateDirectories(_folder).Select(Path.GetFileName).OfType<string>()
            .Where(name => int.TryParse(name, CultureInfo.InvariantCulture, out _))
            .Select(name => int.Parse(name, CultureInfo.InvariantCulture)).Order()];
}
