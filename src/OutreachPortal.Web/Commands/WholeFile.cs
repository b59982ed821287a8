namespace OutreachPortal.Web.Commands;

/// <summary>Written beside its place first: whoever looks finds the old file or the new one, never a part.</summary>
internal static class WholeFile
{
    public static async Task<T> WriteAsync<T>(string file, Func<string, Task<T>> write)
    {
        var beside = $"{file}.{Environment.ProcessId}.part";
        try
        {
            var result = await write(beside);
            File.Move(beside, file, overwrite: true);
            return result;
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
