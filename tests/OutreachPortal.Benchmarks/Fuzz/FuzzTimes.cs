using System.Diagnostics;
using System.Globalization;

namespace OutreachPortal.Benchmarks.Fuzz;

/// <summary>
/// How long each kind of work took: by the clock on the wall, and by the processor's time of the thread, which other
/// processes on the machine do not lengthen.
/// </summary>
sealed class FuzzTimes
{
    readonly Dictionary<string, Kind> _kinds = [];

    public T Take<T>(string name, string text, Func<T> act)
    {
        var collections = GC.CollectionCount(2);
        var (start, processor) = (Stopwatch.GetTimestamp(), ThreadClock.Milliseconds());
        try
        {
            return act();
        }
        catch
        {
            Console.WriteLine($"threw in {name}: {Shown(text)}");
            throw;
        }
        finally
        {
            var kind = _kinds.TryGetValue(name, out var known) ? known : _kinds[name] = new Kind();
            var took = ThreadClock.Milliseconds() - processor;
            kind.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds, took, text, GC.CollectionCount(2) > collections);
        }
    }

    public string Report(int count)
    {
        using var process = Process.GetCurrentProcess();
        return string.Create(CultureInfo.InvariantCulture,
            $"{count} texts, heap {GC.GetTotalMemory(false) >> 20} MB, resident {process.WorkingSet64 >> 20} MB\n")
            + string.Join('\n', _kinds.Select(kind => $"  {kind.Key}: {kind.Value}"));
    }

    static string Shown(string text) =>
        string.Concat(text.Select(c => c is < ' ' or (>= '\u007f' and < '\u00a0') || char.IsSurrogate(c) ? $"\\u{(int)c:x4}" : $"{c}"));

    sealed class Kind
    {
        const double TooLong = 100;
        const int Kept = 5;

        readonly PriorityQueue<string, double> _slowest = new();
        long _count;
        long _slow;
        long _late;
        long _collected;
        double _sum;
        double _latest;

        public void Add(double clock, double processor, string text, bool collected)
        {
            _collected += processor > TooLong && collected ? 1 : 0;
            (_count, _sum, _latest) = (_count + 1, _sum + processor, Math.Max(_latest, clock));
            _slow += processor > TooLong ? 1 : 0;
            _late += clock > TooLong ? 1 : 0;
            if (_slowest.Count < Kept || (_slowest.TryPeek(out _, out var least) && processor > least))
            {
                _slowest.Enqueue(text, processor);
                _ = _slowest.Count > Kept ? _slowest.Dequeue() : null;
            }
        }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture,
            $"{_count}, mean {_sum / _count:F3} ms, {_slow} over 100 ms of the processor ({_collected} of them while all memory was collected), {_late} of the clock (most {_latest:F0})")
            + string.Concat(_slowest.UnorderedItems.OrderByDescending(one => one.Priority)
                .Select(one => string.Create(CultureInfo.InvariantCulture, $"\n    {one.Priority:F0} ms {Shown(one.Element)}")));
    }
}
