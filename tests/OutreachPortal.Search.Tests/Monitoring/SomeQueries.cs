using static OutreachPortal.Search.Tests.Shelf;

namespace OutreachPortal.Search.Tests;

/// <summary>Documents and stored queries that meet often, from a few words that are read in many ways.</summary>
sealed class SomeQueries(int seed)
{
    static readonly string[] Words =
    [
        "road", "roads", "bridge", "bridges", "repair", "repairing", "the", "of", "IT", "les", "réseau",
        "reseaux", "l'eau",
        "supplier's", "RFQ/2026/0147", "RFQ", "2026", "C++", "C#", ".NET", "a-b", "网络安全", "网络", "安", "的",
        "дороги", "дорога", "医院的网络安全设备", "網絡安全", "安全网络", "构件网络安", "reparar", "reparación", "وللطرق",
        "ещё", "الطرق", "طريق", "ÆON", "ﬁbre", "x", "roadd", "raod", "http://road.example/bridge",
    ];

    static readonly string[] Pieces =
        ["*oad", "r?ad", "title:*", "topic:a", "mark:rfq*", "year:2", "year:[1 TO 3}", "title:[b TO r]", "*:*", "b*g*"];

    static readonly string[] Languages = ["en", "fr", "es", "ru", "ar", "zh", "und", "en-GB", "de"];
    static readonly string[] Codes = ["a", "b", "c", "A"];

    readonly Random _random = new(seed);

    public int Below(int end) => _random.Next(end);

    public bool Chance(int percent) => _random.Next(100) < percent;

    public IndexDocument Document()
    {
        var document = new IndexDocument("1");
        for (var i = Below(4); i > 0; i--)
        {
            document.Text(Chance(70) ? "title" : "summary", One(Languages), Phrase(8));
        }

        for (var i = Below(3); i > 0; i--)
        {
            document.Facet(Chance(50) ? "topic" : "land", One(Codes));
        }

        _ = Chance(30) ? document.Keyword("mark", Phrase(2)) : document;
        _ = Chance(60) ? document.Number("year", Below(6)) : document;
        return Chance(20) ? document.Store("note", "kept") : document;
    }

    public StoredQuery Query() => new()
    {
        Codes = Chance(50) ? [.. Enumerable.Range(0, Below(3)).Select(_ => Condition())] : [],
        Numbers = Chance(15) ? [new Between(Chance(90) ? "year" : "topic", Below(5), Chance(50) ? Below(7) : null)]
            : [],
        Text = Chance(80) ? new TextQuery(QueryText.Parse(Text(), Options), Fields()) : null,
    };

    AnyOf Condition() => new(
        One(["topic", "land", "mark", "nowhere"]),
            [.. Enumerable.Range(0, Below(3)).Select(_ => Chance(90) ? One(Codes) : Phrase(2))]);

    IReadOnlyList<string>? Fields() => Below(8) switch
    {
        0 => ["title"],
        1 => ["summary", "mark", "year"],
        2 => ["topic", "mark"],
        _ => null,
    };

    string Text() =>
        Chance(20) ? Scraps.Text(_random) : string.Join(' ', Enumerable.Range(0, 1 + Below(4)).Select(_ => Piece(2)));

    string Piece(int depth) => Below(depth > 0 ? 20 : 12) switch
    {
        < 6 => One(Words),
        6 => $"\"{Phrase(3)}\"",
        7 => $"\"{Phrase(3)}\"~{Below(4)}",
        8 => One(Words)[..1] + "*",
        9 => $"{One(Words)}~{Below(3)}",
        10 => One(Pieces),
        11 => "title:" + One(Words),
        12 or 13 => "-" + Piece(depth - 1),
        14 => "+" + Piece(depth - 1),
        15 or 16 => $"{Piece(depth - 1)} OR {Piece(depth - 1)}",
        17 => $"{Piece(depth - 1)} AND {Piece(depth - 1)}",
        18 => $"({Piece(depth - 1)} {Piece(depth - 1)})",
        _ => Piece(depth - 1) + "^2",
    };

    string Phrase(int most) => string.Join(' ', Enumerable.Range(0, 1 + Below(most)).Select(_ => One(Words)));

    T One<T>(T[] items) => items[Below(items.Length)];
}
