using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Commands;

/// <summary>Who wants something done, and why.</summary>
/// <param name="By">By the name of the token that they showed; of one that several share, as they say themselves.</param>
/// <param name="Why">Empty: they did not say.</param>
public sealed record CommandOrder(string By, string Why)
{
    public static readonly Field<string> ByField = new("by", Shapes.Text("name", 64), "Who gives the command.") { Required = true };

    public static readonly Field<string> WhyField = new("why", Shapes.Text("reason"), "What for, in a few words.") { Default = "" };

    /// <summary>When it was given; null: just now.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>As it stands at the end of a sentence: <c>by ann: deploy 42</c>.</summary>
    public override string ToString() => Why.Length == 0 ? $"by {By}" : $"by {By}: {Why}";
}
