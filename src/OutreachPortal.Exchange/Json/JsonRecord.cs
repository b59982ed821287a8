using System.Text.Json;

namespace OutreachPortal.Exchange;

/// <summary>One JSON value taken out of a file, with its own memory: it stays good after the reader went on.</summary>
/// <param name="Element">The value; undefined when <paramref name="EndsPackage"/>.</param>
/// <param name="Within">The root array it stood in (<c>releases</c>), or null for a value by itself.</param>
/// <param name="Package">
/// Root properties that were asked to be kept, as far as they stood before this record; all of them at the end.
/// </param>
/// <param name="EndsPackage">
/// True for the mark behind the last element of an object whose arrays were taken apart: what stood after them is in
/// <paramref name="Package"/> now.
/// </param>
public sealed record JsonRecord(
    JsonElement Element,
    string? Within,
    IReadOnlyDictionary<string, JsonElement> Package,
    bool EndsPackage = false);
