using System.Text;

namespace OutreachPortal.Exchange.Tests;

/// <summary>Alone in the process, because memory is measured for the whole of it.</summary>
[CollectionDefinition(nameof(LargeInput), DisableParallelization = true)]
public sealed class LargeInput;

[Collection(nameof(LargeInput))]
public sealed class LargeInputTests
{
    [Fact]
    public void A_record_over_64_MB_is_a_problem_and_the_next_one_is_read()
    {
        var item = Encoding.UTF8.GetBytes("\"" + new string('x', (1 << 20) - 3) + "\",");
        var parts = new[] { "[{\"big\":["u8.ToArray() }.Concat(Enumerable.Repeat(item, 70))
            .Append("0]},{\"small\":1}]"u8.ToArray());

        var records = JsonRecords.Read(new GeneratedStream(parts)).ToList();

        Assert.Equal(2, records.Count);
        Assert.Contains("64 MB", records[0].Problem, StringComparison.Ordinal);
        Assert.Equal(1, records[1].Value!.Element.GetProperty("small").GetInt32());
    }

    [Fact]
    public void One_value_over_64_MB_ends_the_file_in_bounded_memory()
    {
        var parts = new[] { "[{\"a\":\""u8.ToArray() }.Concat(
            Enumerable.Repeat(Encoding.UTF8.GetBytes(new string('x', 1 << 20)), 200));

        var record = Assert.Single(JsonRecords.Read(new GeneratedStream(parts)));

        Assert.True(record.EndsFile);
        Assert.Contains("64 MB", record.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_hundred_megabytes_are_read_with_little_kept()
    {
        var release = Encoding.UTF8.GetBytes(Some.Release(1, ",\"description\":\"" + new string('d', 4000) + "\"")
            + ",");
        var count = 200_000_000 / release.Length;
        var parts = new[] { "{\"releases\":["u8.ToArray() }.Concat(Enumerable.Repeat(release, count))
            .Append("{\"ocid\":\"end\"}]}"u8.ToArray());
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (read, most) = (0, 0L);

        foreach (var record in OcdsReader.Read(new GeneratedStream(parts)))
        {
            Assert.Null(record.Problem);
            if (++read % 10_000 == 0) most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
        }

        Assert.Equal(count + 1, read);
        Assert.InRange(most, 0, 8 << 20);
    }

    [Fact]
    public void A_release_of_100_000_items_costs_little_more_than_its_size()
    {
        var item = """{"id":1,"description":"Cable of copper, black","classification":{"scheme":"CPV","id":"32521000"}},"""u8.ToArray();
        var parts = new[] { """[{"ocid":"o","tender":{"items":["""u8.ToArray() }.Concat(Enumerable.Repeat(item, 100_000)).Append("{}]}}]"u8.ToArray());
        var before = GC.GetTotalMemory(forceFullCollection: true);

        var release = Assert.Single(OcdsReader.Read(new GeneratedStream(parts))).Value!;

        Assert.Equal(100_001, release.Tender!.ItemCount);
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, 0, 64 << 20);
        GC.KeepAlive(release);
    }
}
