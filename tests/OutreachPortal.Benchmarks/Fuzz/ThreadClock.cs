using System.Runtime.InteropServices;

namespace OutreachPortal.Benchmarks.Fuzz;

/// <summary>The processor's time that the calling thread has had; .NET tells it of processes only.</summary>
static class ThreadClock
{
    const int ThreadTime = 3; // CLOCK_THREAD_CPUTIME_ID of Linux

    public static double Milliseconds() =>
        Read(ThreadTime, out var time) == 0 ? (time.Seconds * 1e3) + (time.Nanoseconds / 1e6) : 0;

    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    static extern int Read(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    readonly struct Time
    {
        public readonly long Seconds;
        public readonly long Nanoseconds;
    }
}
