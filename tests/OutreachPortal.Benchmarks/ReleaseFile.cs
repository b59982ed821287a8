using System.Text.Json;

namespace OutreachPortal.Benchmarks;

/// <summary>
/// A release package of any length, the same every time: one release in ten is a later one of an earlier process.
/// </summary>
internal static class ReleaseFile
{
    static readonly string[] Words =
        ("supply delivery installation support software network equipment services works maintenance training "
            + "roads water health schools data").Split(' ');

    public static async Task WriteAsync(string path, int releases)
    {
        var random = new Random(20261122);
        await using var stream = File.Create(path);
        await using var writer = new Utf8JsonWriter(stream);
        writer.WriteStartObject();
        writer.WriteString("uri", "https://publisher.example/releases");
        writer.WriteStartObject("publisher");
        writer.WriteString("name", "Publisher of the benchmark");
        writer.WriteEndObject();
        writer.WriteStartArray("releases");
        for (var number = 0; number < releases; number++)
        {
            WriteRelease(writer, random, number);
            if (writer.BytesPending > 1 << 20) await writer.FlushAsync();
        }
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    static void WriteRelease(Utf8JsonWriter writer, Random random, int number)
    {
        var process = number % 10 == 9 ? number - 5 : number;
        writer.WriteStartObject();
        writer.WriteString("ocid", $"ocds-bench1-{process}");
        writer.WriteString("id", $"{process}-{number}");
        writer.WriteString("date", $"2026-{1 + (number / 28 % 10):00}-{1 + (number % 28):00}T09:00:00Z");
        writer.WriteStartArray("tag");
        writer.WriteStringValue("tender");
        writer.WriteEndArray();
        writer.WriteString("language", "en");
        writer.WriteStartObject("buyer");
        writer.WriteString("id", $"buyer-{number % 200}");
        writer.WriteString("name", $"Ministry number {number % 200}");
        writer.WriteEndObject();
        WriteTender(writer, random, number);
        writer.WriteEndObject();
    }

    static void WriteTender(Utf8JsonWriter writer, Random random, int number)
    {
        writer.WriteStartObject("tender");
        writer.WriteString("id", $"T-{number}");
        writer.WriteString("title", Sentence(random, 8));
        writer.WriteString("description", Sentence(random, 120));
        writer.WriteString("status", "active");
        writer.WriteStartObject("tenderPeriod");
        writer.WriteString("endDate", $"2026-12-{1 + (number % 28):00}T16:00:00+03:00");
        writer.WriteEndObject();
        writer.WriteStartArray("items");
        for (var item = 0; item < 4; item++) WriteItem(writer, random, item);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    static void WriteItem(Utf8JsonWriter writer, Random random, int item)
    {
        writer.WriteStartObject();
        writer.WriteString("id", $"{item}");
        writer.WriteString("description", Sentence(random, 12));
        writer.WriteNumber("quantity", random.Next(1, 500));
        writer.WriteStartObject("classification");
        writer.WriteString("scheme", "UNSPSC");
        writer.WriteString("id", $"{random.Next(10, 95)}{random.Next(100_000, 999_999)}");
        writer.WriteEndObject();
        writer.WriteStartObject("deliveryAddress");
        writer.WriteString("countryName", item % 2 == 0 ? "Kenya" : "Nepal");
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    static string Sentence(Random random, int words) =>
        string.Join(' ', Enumerable.Range(0, words).Select(_ => Words[random.Next(Words.Length)]));
}
