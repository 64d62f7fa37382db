using System.Text.Json.Nodes;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Principles.Balancing.Picking;

/// <summary><c>client</c>, <c>path</c>, or <c>header:</c>, <c>cookie:</c>, <c>query:</c> and a name.</summary>
internal sealed class HashSourceShape : ScalarShape<HashSource>
{
    private static readonly (string Word, HashSourceKind Kind, Shape<string>? Name)[] Kinds =
    [
        ("client", HashSourceKind.Client, null), ("path", HashSourceKind.Path, null),
        ("header", HashSourceKind.Header, Shapes.HeaderName), ("cookie", HashSourceKind.Cookie, Shapes.CookieName),
        ("query", HashSourceKind.Query, Shapes.QueryName),
    ];

    public override string Title => "part of a request";

    public override string Bounds => "client, path, header:NAME, cookie:NAME, query:NAME";

    protected override string Hint => "client, path, or one such as header:X-User, cookie:user or query:user";

    public override ScalarFault? Parse(string text, out HashSource? value)
    {
        value = null;
        var colon = text.IndexOf(':');
        var (word, name) = colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..]);
        foreach (var (known, kind, shape) in Kinds)
        {
            if (known != word || shape is null != name is null) continue;
            if (shape is ScalarShape<string> named && named.Parse(name!, out _) is { } fault) return fault;
            value = new HashSource(kind, name ?? "");
            return null;
        }

        return Malformed(text);
    }

    public override string Write(HashSource value)
    {
        var word = Kinds.First(known => known.Kind == value.Kind).Word;
        return value.Name.Length == 0 ? word : $"{word}:{value.Name}";
    }

    public override JsonObject Schema() => OrVariable(new JsonObject
    {
        ["type"] = "string",
        ["pattern"] = "^(client|path|(header|cookie|query):.+)$",
    });
}
