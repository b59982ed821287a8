using System.Text;

namespace OutreachPortal.Search.Tests;

/// <summary>Pieces of which broken queries are made.</summary>
static class Scraps
{
    public static readonly string[] All =
    [
        "road", "bridge", "the", "RFQ/2026/0147", "C++", ".NET", "5G", "réseau", "采购", "网", "الإنترنت", "учёт", "title", "year", "mark",
        " ", " ", " ", "(", ")", "\"", "~", "^", "*", "?", ":", "\\", "/", "[", "]", "{", "}", "+", "-", "!", "&&", "||", "'", ".", ",",
        " AND ", " OR ", " NOT ", " TO ", "title:", "year:", "mark:", "topic:", "nope:", "~2", "~0.5", "^3", "^0", "2026", "9999999999999999999",
        "😀", "\ud800", "\udc00", "\u202e", "\0", "\t", "\u0301", "\u200d", "＊", "“", "«", "ﬁ", "İ", "\uffff",
    ];

    public static string Text(Random random)
    {
        var text = new StringBuilder();
        for (var count = random.Next(1, 25); count > 0; count--)
        {
            text.Append(random.Next(12) == 0 ? ((char)random.Next(0x10000)).ToString() : All[random.Next(All.Length)]);
        }

        return text.ToString();
    }
}
