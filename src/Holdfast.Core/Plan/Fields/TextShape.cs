using System.Text.Json.Nodes;

namespace Holdfast.Core.Plan.Fields;

/// <summary>Text under a rule.</summary>
/// <param name="title">What it is called, as <c>header name</c>.</param>
/// <param name="hint">How to write one, with its article.</param>
/// <param name="pattern">A regular expression for editors; the rule itself is <paramref name="check"/>.</param>
/// <param name="check">What is wrong with a text; null: nothing.</param>
internal sealed class TextShape(string title, string hint, string? pattern, Func<string, ScalarFault?> check) : ScalarShape<string>
{
    /// <summary>What a good text is turned into before it is kept, as lower case.</summary>
    public Func<string, string> Normalise { get; init; } = text => text;

    public override string Title => title;

    protected override string Hint => hint;

    public override ScalarFault? Parse(string text, out string? value)
    {
        var fault = check(text);
        value = fault is null ? Normalise(text) : null;
        return fault;
    }

    public override string Write(string value) => value;

    public override JsonObject Schema()
    {
        var schema = new JsonObject { ["type"] = "string" };
        if (pattern is null)
            return schema;
        schema["pattern"] = pattern;
        return OrVariable(schema);
    }
}
