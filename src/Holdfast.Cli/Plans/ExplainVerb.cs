using System.CommandLine;
using Holdfast.Cli.Starting;
using Holdfast.Core.Plan.Words;

namespace Holdfast.Cli.Plans;

/// <summary><c>holdfast plan explain</c>.</summary>
internal static class ExplainVerb
{
    public static Command Create()
    {
        var path = new Argument<string>("PATH")
        {
            Description = "Keys joined by dots, as interfaces.retry.attempts; left out: the whole plan.",
            DefaultValueFactory = _ => "",
        };
        var command = new Command("explain", "Tell what a key of a plan means: its unit, default, bounds, and why.") { path };
        path.CompletionSources.Add(static context => KeysBelow(context.WordToComplete));
        command.SetAction(parsed => Run(parsed.GetValue(path)!));
        return command;
    }

    private static int Run(string path)
    {
        if (!PlanExplain.TryFind(path, out var explanation, out var advice))
            throw StartException.BadInput(advice);
        Console.Out.Write(explanation);
        return ExitCode.Fine;
    }

    private static IEnumerable<string> KeysBelow(string word)
    {
        var above = word.LastIndexOf('.') is >= 0 and var dot ? word[..dot] : "";
        return PlanExplain.TryFind(above, out var found, out _)
            ? found!.Keys.Select(key => (above.Length == 0 ? "" : above + ".") + key.Path[(key.Path.LastIndexOf('.') + 1)..])
            : [];
    }
}
