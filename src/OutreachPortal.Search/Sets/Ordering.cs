namespace OutreachPortal.Search;

/// <summary>An order of the documents of a segment; some may stand in none.</summary>
/// <param name="Order">The documents, the first first.</param>
/// <param name="Rank">The place of each document in it, -1 for none.</param>
sealed record Ordering(int[] Order, int[] Rank)
{
    public static Ordering Of(int[] order, int maxDoc)
    {
        var rank = new int[maxDoc];
        Array.Fill(rank, -1);
        for (var place = 0; place < order.Length; place++)
        {
            rank[order[place]] = place;
        }

        return new Ordering(order, rank);
    }

    /// <summary>
    /// The first documents of a set, at most <paramref name="most"/>, in this order; those
    /// without a place are left out.
    /// </summary>
    public List<int> First(DocSet set, int most, SetAlgebra algebra)
    {
        if (most == 0 || set.IsEmpty)
        {
            return [];
        }

        var count = algebra.CountOf(set);
        if (count == 0)
        {
            return [];
        }

        // Walking the order meets a member every so many steps; looking at every member costs as many as there are.
        return (long)most * algebra.MaxDoc / count < count
            ? Walk(algebra.BitsOf(set), Math.Min(most, count))
            : Choose(algebra.Listed(set), Math.Min(most, count));
    }

    List<int> Walk(ulong[] bits, int most)
    {
        List<int> found = new(most);
        foreach (var document in Order)
        {
            if (BitWords.Has(bits, document))
            {
                found.Add(document);
                if (found.Count == most)
                {
                    break;
                }
            }
        }

        return found;
    }

    // A heap of places with the last of those kept on top.
    List<int> Choose(DocSet listed, int most)
    {
        var kept = new PriorityQueue<int, int>(most);
        var last = int.MaxValue;
        foreach (var document in listed.List.AsSpan(0, listed.Count))
        {
            var rank = Rank[document];
            if (rank < 0 || rank >= last)
            {
                continue;
            }

            _ = kept.Count == most ? kept.DequeueEnqueue(document, -rank) : Put(kept, document, -rank);
            last = kept.Count == most && kept.TryPeek(out _, out var top) ? -top : last;
        }

        var found = new List<int>(kept.Count);
        while (kept.TryDequeue(out var document, out _))
        {
            found.Add(document);
        }

        found.Reverse();
        return found;
    }

    static int Put(PriorityQueue<int, int> kept, int document, int priority)
    {
        kept.Enqueue(document, priority);
        return document;
    }
}
