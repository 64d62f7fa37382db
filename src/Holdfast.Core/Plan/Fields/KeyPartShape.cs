using System.Text.Json.Nodes;

namespace Holdfast.Core.Plan.Fields;

/// <summary><c>client</c>, <c>path</c>, or <c>header:</c>, <c>cookie:</c>, <c>query:</c>, <c>parameter:</c>, <c>claim:</c> and a name.</summary>
internal sealed class KeyPartShape : ScalarShape<KeyPart>
{
    private static readonly (string Word, KeyPartKind Kind, Shape<string>? Name)[] Kinds =
    [
        ("client", KeyPartKind.Client, null), ("path", KeyPartKind.Path, null),
        ("header", KeyPartKind.Header, Shapes.HeaderName), ("cookie", KeyPartKind.Cookie, Shapes.CookieName),
        ("query", KeyPartKind.Query, Shapes.QueryName), ("parameter", KeyPartKind.Parameter, Shapes.Name("path parameter")),
        ("claim", KeyPartKind.Claim, Shapes.QueryName),
    ];

    public override string Title => "part of a request";

    public override string Bounds => "client, path, header:NAME, cookie:NAME, query:NAME, parameter:NAME, claim:NAME";

    protected override string Hint => "client, path, or one such as header:X-User, cookie:user, query:user, parameter:id or claim:sub";

    public override ScalarFault? Parse(string text, out KeyPart? value)
    {
        value = null;
        var colon = text.IndexOf(':');
        var (word, name) = colon < 0 ? (text, null) : (text[..colon], text[(colon + 1)..]);
        foreach (var (known, kind, shape) in Kinds)
        {
            if (known != word || shape is null != name is null) continue;
            if (shape is ScalarShape<string> named && named.Parse(name!, out _) is { } fault) return fault;
            value = new KeyPart(kind, name ?? "");
            return null;
        }

        return Malformed(text);
    }

    public override string Write(KeyPart value)
    {
        var word = Kinds.First(known => known.Kind == value.Kind).Word;
        return value.Name.Length == 0 ? word : $"{word}:{value.Name}";
    }

    public override JsonObject Schema() => OrVariable(new JsonObject
    {
        ["type"] = "string",
        ["pattern"] = "^(client|path|(header|cookie|query|parameter|claim):.+)$",
    });
}
