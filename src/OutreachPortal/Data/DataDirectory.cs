namespace OutreachPortal.Data;

/// <summary>The folder for what one machine keeps to itself: the SQLite file, the index, the mail folder.</summary>
internal sealed class DataDirectory
{
    public DataDirectory(string path)
    {
        Path = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(Path);
    }

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);
}
