using System.Text.Json.Nodes;

namespace Holdfast.Core.Plan.Fields;

/// <summary>One of a few words.</summary>
internal sealed class ChoiceShape<T>(IReadOnlyList<(string Word, T Value)> choices) : ScalarShape<T>
{
    private readonly string _words = string.Join(", ", choices.Select(c => c.Word));

    public override string Title => "choice";

    public override string Bounds => _words;

    protected override string Hint => choices.Count == 1 ? $"'{_words}'" : $"one of {_words}";

    public override ScalarFault? Parse(string text, out T? value)
    {
        foreach (var (word, choice) in choices)
        {
            if (word == text)
            {
                value = choice;
                return null;
            }
        }

        value = default;
        var meant = Nearest.Find(text, choices.Select(c => c.Word)) is { } nearest ? $"Did you mean '{nearest}'? " : "";
        return new(ValueErrors.Choice, $"'{Printable.Of(text)}' is not a choice", $"{meant}Write {Hint}.");
    }

    public override string Write(T value) =>
        choices.First(c => EqualityComparer<T>.Default.Equals(c.Value, value)).Word;

    public override JsonObject Schema() => OrVariable(new JsonObject
    {
        ["enum"] = new JsonArray([.. choices.Select(c => (JsonNode)c.Word)]),
    });
}
