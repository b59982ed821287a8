using System.Globalization;

namespace OutreachPortal.Search;

/// <summary>
/// The grammar, one method per rule; the last rule of each takes what the others refused, so that no text fails.
/// <code>
/// sequence = chain*            chain = both (OR both)*        both = clause (AND clause)*
/// clause   = (+ | - | ! | NOT)* item                          item = [field:] (group | phrase | range | word) [^boost]
/// </code>
/// </summary>
sealed class QueryTextReader(string text, QueryTextOptions options, List<QueryNote> notes)
{
    const float MaxBoost = 100;
    const float MinBoost = 0.01f;

    readonly TextScanner _scanner = new(text);
    readonly LeafReader _leaves = new(options, notes);

    public TextNode? Read()
    {
        var node = Sequence(depth: 0, field: null);
        return node;
    }

    TextNode? Sequence(int depth, string? field)
    {
        List<TextClause> clauses = [];
        while (!AtEnd(depth))
        {
            if (Chain(depth, field) is { } clause)
            {
                clauses.Add(clause);
            }
        }

        return Joined(clauses, all => new TogetherText(all));
    }

    bool AtEnd(int depth)
    {
        _scanner.SkipSpaces();
        while (depth == 0 && _scanner.Take(')'))
        {
            Note(QueryNoteKind.UnbalancedParenthesis);
            _scanner.SkipSpaces();
        }

        return _scanner.AtEnd || _scanner.Peek == ')';
    }

    TextClause? Chain(int depth, string? field)
    {
        var first = Both(depth, field);
        List<TextClause> clauses = first is null ? [] : [first];
        var joined = false;
        while (!AtEnd(depth) && _scanner.TakeOperator("OR", "||") is { } sign)
        {
            var next = AtEnd(depth) ? null : Both(depth, field);
            if (next is null || clauses.Count == 0)
            {
                Note(QueryNoteKind.DanglingOperator, sign);
            }

            clauses.AddRange(next is null ? [] : [next]);
            joined = true;
        }

        return joined && clauses.Count > 1 ? new TextClause(Part.Plain, new EitherText(clauses)) : clauses.FirstOrDefault();
    }

    TextClause? Both(int depth, string? field)
    {
        var first = Clause(depth, field);
        List<TextClause> clauses = first is null ? [] : [first];
        while (!AtEnd(depth) && _scanner.TakeOperator("AND", "&&") is { } sign)
        {
            var next = AtEnd(depth) ? null : Clause(depth, field);
            if (next is null || clauses.Count == 0)
            {
                Note(QueryNoteKind.DanglingOperator, sign);
            }

            clauses.AddRange(next is null ? [] : [next]);
        }

        if (clauses.Count < 2)
        {
            return clauses.FirstOrDefault();
        }

        var needed = clauses.Select(clause => clause.Part == Part.Plain ? clause with { Part = Part.Required } : clause);
        return new TextClause(Part.Plain, new TogetherText([.. needed]));
    }

    TextClause? Clause(int depth, string? field)
    {
        var part = Part.Plain;
        while (_scanner.TakeSign() is { } sign)
        {
            if (AtEnd(depth))
            {
                Note(QueryNoteKind.DanglingOperator, sign);
                return null;
            }

            part = sign == "+" ? (part == Part.Excluded ? part : Part.Required) : Part.Excluded;
        }

        return Item(depth, field) is { } node ? new TextClause(part, node) : null;
    }

    TextNode? Item(int depth, string? field)
    {
        if (_scanner.PeekOperator())
        {
            return null;
        }

        field = _leaves.TakeField(_scanner) ?? field;
        var node = _scanner.Peek == '(' ? Group(depth, field) : _leaves.Read(_scanner, field);
        return _scanner.Take('^') ? Boosted(node) : node;
    }

    TextNode? Group(int depth, string? field)
    {
        _scanner.Take('(');
        if (depth >= options.MaxDepth)
        {
            Note(QueryNoteKind.TooDeep);
            return null;
        }

        var node = Sequence(depth + 1, field);
        if (!_scanner.Take(')'))
        {
            Note(QueryNoteKind.UnbalancedParenthesis);
        }

        return node;
    }

    TextNode? Boosted(TextNode? node)
    {
        var digits = _scanner.TakeNumber();
        var read = float.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var factor);
        if (!read || !(factor > 0))
        {
            Note(QueryNoteKind.UnreadableBoost);
            return node;
        }

        return node is null or BoostedText ? node : new BoostedText(node, Math.Clamp(factor, MinBoost, MaxBoost));
    }

    static TextNode? Joined(List<TextClause> clauses, Func<IReadOnlyList<TextClause>, TextNode> join) => clauses switch
    {
        [] => null,
        [{ Part: not Part.Excluded } only] => only.Node,
        _ => join(clauses),
    };

    void Note(QueryNoteKind kind, string detail = "") => notes.Add(new QueryNote(kind, detail));
}
