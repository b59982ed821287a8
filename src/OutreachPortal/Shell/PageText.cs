using System.Buffers;
using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.AspNetCore.Http;

namespace OutreachPortal.Shell;

/// <summary>
/// The text of a page while it is drawn, in borrowed memory: it comes in thousands of small pieces and leaves in one.
/// </summary>
internal sealed class PageText : TextWriter
{
    const int Usual = 1 << 16;

    char[] _text = ArrayPool<char>.Shared.Rent(Usual);
    int _length;

    public override Encoding Encoding => Encoding.UTF8;

    /// <summary>A part of a page as it is drawn, to be put into pages later.</summary>
    public static async Task<MarkupString> OfAsync<TPart>(HtmlRenderer renderer, Dictionary<string, object?> parameters)
        where TPart : IComponent
    {
        var part = await renderer.RenderComponentAsync<TPart>(ParameterView.FromDictionary(parameters));
        using var text = new PageText();
        part.WriteHtmlTo(text);
        return new MarkupString(text.ToString());
    }

    public override void Write(char value)
    {
        if (_length == _text.Length) Grow(1);
        _text[_length++] = value;
    }

    public override void Write(string? value) => Write(value.AsSpan());

    public override void Write(char[] buffer, int index, int count) => Write(buffer.AsSpan(index, count));

    public override void Write(ReadOnlySpan<char> buffer)
    {
        if (buffer.Length > _text.Length - _length) Grow(buffer.Length);
        buffer.CopyTo(_text.AsSpan(_length));
        _length += buffer.Length;
    }

    public override string ToString() => new(_text, 0, _length);

    public async Task SendAsync(HttpResponse response, CancellationToken cancellation)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(_length));
        try
        {
            var length = Encoding.UTF8.GetBytes(_text.AsSpan(0, _length), bytes);
            response.ContentLength = length;
            await response.Body.WriteAsync(bytes.AsMemory(0, length), cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (_text.Length > 0) ArrayPool<char>.Shared.Return(_text);
        _text = [];
        base.Dispose(disposing);
    }

    void Grow(int more)
    {
        var larger = ArrayPool<char>.Shared.Rent(Math.Max(_text.Length * 2, _length + more));
        _text.AsSpan(0, _length).CopyTo(larger);
        ArrayPool<char>.Shared.Return(_text);
        _text = larger;
    }
}
