using System.Text;

namespace OutreachPortal.Exchange.Tests;

public class BrokenFrontMatterTests
{
    [Fact]
    public void An_apostrophe_inside_quotes_costs_a_note_and_not_the_ad()
    {
        var read = Read("title: 'Chef d'équipe'\ndescription: >-\n  Une équipe\n\nsans retrait\narchived: true");

        Assert.Null(read.Problem);
        Assert.Equal("Chef d'équipe", read.Value!.Title);
        Assert.Equal("Une équipe sans retrait", read.Value.Description);
        Assert.True(read.Value.Archived);
        Assert.Contains("read line by line", Assert.Single(read.Notes), StringComparison.Ordinal);
    }

    [Fact]
    public void Front_matter_without_anything_like_a_title_is_a_problem()
    {
        var read = Read("'a: [\n{");

        Assert.Contains("broken YAML", read.Problem, StringComparison.Ordinal);
        Assert.Null(read.Value);
    }

    static ImportRecord<MarkdownJobAd> Read(string front) =>
        MarkdownJobAd.Read(new MemoryStream(Encoding.UTF8.GetBytes($"---\n{front}\n---\nText.\n")));
}
