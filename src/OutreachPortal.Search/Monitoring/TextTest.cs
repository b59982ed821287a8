using System.Runtime.InteropServices;

namespace OutreachPortal.Search;

/// <summary>
/// What a stored text asks of a document, with its words looked up once for all queries that share them.
/// </summary>
abstract class TextTest
{
    public static readonly TextTest Always = new AllTest([]);

    public static readonly TextTest Never = new AnyTest([]);

    /// <summary>The leaves.</summary>
    public abstract IEnumerable<Atom> Atoms { get; }

    public abstract bool Holds(DocumentMatch match);

    /// <summary>Atoms of which every matching document has at least one; null when there are none such.</summary>
    public abstract Anchors? Anchors();

    /// <summary>Whether the other asks for the same in the same form.</summary>
    public abstract bool Same(TextTest other);

    public abstract int Hash();

    /// <summary>All of the tests, without those that say nothing.</summary>
    public static TextTest All(IEnumerable<TextTest> tests)
    {
        TextTest[] parts = [.. Ordered(tests.SelectMany(test => test is AllTest all ? all.Parts : [test]))];
        return parts.Contains(Never) ? Never : parts.Length == 1 ? parts[0] : parts.Length == 0 ? Always
            : new AllTest(parts);
    }

    /// <summary>At least one of the tests.</summary>
    public static TextTest Any(IEnumerable<TextTest> tests)
    {
        TextTest[] parts = [.. Ordered(tests.SelectMany(test => test is AnyTest any ? any.Parts : [test]))];
        return parts.Contains(Always) ? Always : parts.Length == 1 ? parts[0] : parts.Length == 0 ? Never
            : new AnyTest(parts);
    }

    public static TextTest Not(TextTest test) => test == Always ? Never : test == Never ? Always : new NotTest(test);

    // Atoms first, in one order, so that "road bridge" and "bridge road" are the same.
    static IEnumerable<TextTest> Ordered(IEnumerable<TextTest> tests) => tests.Distinct()
        .OrderBy(test => test is Atom ? 0 : 1).ThenBy(test => (test as Atom)?.Key, StringComparer.Ordinal);

    private protected static bool Same(TextTest[] left, TextTest[] right) =>
        left.Length == right.Length && left.Index().All(pair => pair.Item.Same(right[pair.Index]));

    private protected static int Hash(TextTest[] tests) =>
        tests.Aggregate(tests.Length, (hash, test) => (hash * 31) + test.Hash());
}

/// <summary>The words to look a query up by, and in how many documents one of them was met.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct Anchors(IReadOnlyList<Atom> Atoms, long Weight);

/// <summary>All of some tests; holds when there is none.</summary>
sealed class AllTest(TextTest[] parts) : TextTest
{
    public TextTest[] Parts => parts;

    public override IEnumerable<Atom> Atoms => parts.SelectMany(part => part.Atoms);

    public override bool Holds(DocumentMatch match)
    {
        foreach (var part in parts)
        {
            if (!part.Holds(match))
            {
                return false;
            }
        }

        return true;
    }

    public override Anchors? Anchors() => parts.Select(part => part.Anchors()).Where(anchors => anchors is not null)
        .OrderBy(anchors => anchors!.Value.Weight).FirstOrDefault();

    public override bool Same(TextTest other) => other is AllTest all && Same(parts, all.Parts);

    public override int Hash() => Hash(parts);
}

/// <summary>At least one of some tests; never holds when there is none.</summary>
sealed class AnyTest(TextTest[] parts) : TextTest
{
    public TextTest[] Parts => parts;

    public override IEnumerable<Atom> Atoms => parts.SelectMany(part => part.Atoms);

    public override bool Holds(DocumentMatch match)
    {
        foreach (var part in parts)
        {
            if (part.Holds(match))
            {
                return true;
            }
        }

        return false;
    }

    public override Anchors? Anchors()
    {
        List<Atom> atoms = [];
        var weight = 0L;
        foreach (var part in parts)
        {
            if (part.Anchors() is not { } anchors)
            {
                return null;
            }

            atoms.AddRange(anchors.Atoms);
            weight += anchors.Weight;
        }

        return new Anchors([.. atoms.Distinct()], weight);
    }

    public override bool Same(TextTest other) => other is AnyTest any && Same(parts, any.Parts);

    public override int Hash() => ~Hash(parts);
}

/// <summary>Holds when the other does not.</summary>
sealed class NotTest(TextTest test) : TextTest
{
    public override IEnumerable<Atom> Atoms => test.Atoms;

    public override bool Holds(DocumentMatch match) => !test.Holds(match);

    public override Anchors? Anchors() => null;

    public override bool Same(TextTest other) => other is NotTest not && not.Is(test);

    public override int Hash() => test.Hash() * 17;

    bool Is(TextTest other) => test.Same(other);
}
