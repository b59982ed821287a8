using System.Globalization;
using OutreachPortal.Search;

namespace OutreachPortal.Benchmarks.Fuzz;

/// <summary>
/// Does anything that people or programs can send make the library throw, take long, or keep memory? Each text is read,
/// printed and read again; some are stored in place of an earlier one, put into a mutated query of a program, searched for
/// in both ways. <c>fuzz texts [search one in] [store one in] [seed] [documents]</c>.
/// </summary>
static class FuzzBench
{
    public static int Run(string[] arguments)
    {
        var numbers = arguments.Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToList();
        int Number(int place, int otherwise) => place < numbers.Count ? numbers[place] : otherwise;
        var folder = Directory.CreateTempSubdirectory("fuzz-").FullName;
        try
        {
            using var index = FuzzShelf.Fill(folder, Number(4, 100_000));
            using var run = new FuzzRun(index, Number(3, 20261122));
            run.ThrowHard();
            run.Throw(Number(0, 10_000), Number(1, 1), Number(2, 1));
            return 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
