namespace OutreachPortal.Data;

/// <summary>
/// That this process lives, for others on the same data directory to see: a lock of the operating system on a file of
/// its own. Any death releases it, and nothing imitates it: the number of a dead process may be another's by now, and
/// several containers may have one name.
/// </summary>
internal sealed class Pulse : IDisposable
{
    static readonly TimeSpan Young = TimeSpan.FromMinutes(1);

    readonly string _folder;
    readonly Lazy<FileStream?> _beat;

    public Pulse(DataDirectory directory)
    {
        _folder = directory.File("pulses");
        _beat = new Lazy<FileStream?>(Begin);
    }

    /// <summary>By what others ask for it: the last part of a holder's name.</summary>
    public string Name { get; } = Guid.NewGuid().ToString("N");

    public void Begins() => _ = _beat.Value;

    /// <summary>
    /// True only when it is certain. Of whoever has another data directory, or a disk that keeps no locks, nothing is
    /// known, and the end of the lease is awaited.
    /// </summary>
    public bool HasStopped(string holder) =>
        FileOf(holder) is { } file && _beat.Value is not null && File.Exists(file) && IsFree(file);

    /// <summary>
    /// Clears away what the dead left, but for those that still hold something: that they died is news.
    /// </summary>
    public void Sweep(IEnumerable<string> holders)
    {
        if (_beat.Value is null) return;
        var kept = holders.Select(FileOf).ToHashSet();
        foreach (var file in Directory.EnumerateFiles(_folder).Where(file => !kept.Contains(file)))
        {
            if (AgeOf(file) > Young && IsFree(file)) File.Delete(file);
        }
    }

    public void Dispose()
    {
        if (_beat.IsValueCreated) _beat.Value?.Dispose();
    }

    /// <summary>
    /// Null where no file can be written or locked: nobody sees that this process lives, nor it others.
    /// </summary>
    FileStream? Begin()
    {
        try
        {
            Directory.CreateDirectory(_folder);
            var file = Path.Combine(_folder, Name);
            var beat = new FileStream(file, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
            if (!IsFree(file)) return beat;
            beat.Dispose();
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    string? FileOf(string holder) => Guid.TryParseExact(holder.Split('/')[^1], "N", out var name)
        ? Path.Combine(_folder, name.ToString("N")) : null;

    /// <summary>By the clock that dates files, whatever the house's says.</summary>
    static TimeSpan AgeOf(string file) => TimeProvider.System.GetUtcNow().UtcDateTime - File.GetCreationTimeUtc(file);

    static bool IsFree(string file)
    {
        try
        {
            using var probe = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
