using System.Buffers.Binary;
using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Store;

namespace OutreachPortal.Search;

/// <summary>
/// Looks whether the files of the last commit are whole. Each ends with a footer of Lucene's, so a file that was
/// truncated shows at its end; bytes changed inside a file do not show until they are read.
/// </summary>
static class IndexFiles
{
    /// <summary>A sentence about the first torn file, null when all are whole.</summary>
    public static string? FindTorn(string folder, IndexCommit commit)
    {
        var torn = commit.FileNames.FirstOrDefault(name => !HasFooter(Path.Combine(folder, name)));
        return torn is null ? null : $"The index file {torn} is missing or truncated.";
    }

    /// <summary>
    /// Removes the files of any index, under its lock: Lucene reads an old list of segments even when told to begin
    /// anew, and fails on a torn one.
    /// </summary>
    /// <exception cref="LockObtainFailedException">Somebody has the index open.</exception>
    public static void Clear(string folder)
    {
        using var files = FSDirectory.Open(folder);
        using var held = files.MakeLock(IndexWriter.WRITE_LOCK_NAME);
        if (!held.Obtain())
        {
            throw new LockObtainFailedException("The index is open elsewhere.");
        }

        foreach (var name in files.ListAll().Where(IsIndexFile))
        {
            files.DeleteFile(name);
        }
    }

    /// <summary>Whether an error on opening for writing means that the folder, not the lock, is the obstacle.</summary>
    public static bool MayNotBeWritten(string folder, Exception error) => error is UnauthorizedAccessException
        || error.InnerException is UnauthorizedAccessException
        || (error is IOException && !CanWrite(folder));

    static bool CanWrite(string folder)
    {
        try
        {
            var path = Path.Combine(folder, Path.GetRandomFileName());
            File.Create(path, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
            return true;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    static bool IsIndexFile(string name) =>
        name.StartsWith('_') || name.StartsWith("segments", StringComparison.Ordinal);

    static bool HasFooter(string path)
    {
        var length = CodecUtil.FooterLength();
        if (!File.Exists(path))
        {
            return false;
        }

        // segments_N of this version ends with a plain checksum, which Lucene verifies on reading it.
        if (Path.GetFileName(path).StartsWith("segments_", StringComparison.Ordinal))
        {
            return true;
        }

        using var file = File.OpenRead(path);
        if (file.Length < length)
        {
            return false;
        }

        var magic = new byte[sizeof(int)];
        file.Seek(-length, SeekOrigin.End);
        file.ReadExactly(magic);
        return BinaryPrimitives.ReadInt32BigEndian(magic) == CodecUtil.FOOTER_MAGIC;
    }
}
