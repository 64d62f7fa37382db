using System.CommandLine;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Words;

namespace Holdfast.Cli.Plans;

/// <summary><c>holdfast plan diff</c>.</summary>
internal static class DiffVerb
{
    public static Command Create()
    {
        var before = new Argument<string>("BEFORE") { Description = "The plan as it was; - reads standard input." };
        var after = new Argument<string>("AFTER") { Description = "The plan as it shall be." };
        var output = OutputOption.Create();
        var command = new Command("diff", "Tell what differs between two plans in meaning. Exit code 0 whether or not they differ; 2: one of them has errors.")
        {
            before, after, output,
        };
        command.SetAction(parsed => Run(
            parsed.GetValue(before)!, parsed.GetValue(after)!, parsed.GetValue(output) == OutputOption.Json));
        return command;
    }

    private static int Run(string before, string after, bool asJson)
    {
        var files = new DiskPlanFiles(Console.OpenStandardInput);
        var (was, shall) = (Read(before, files), Read(after, files));
        if (was.Plan is null || shall.Plan is null)
        {
            foreach (var result in new[] { was, shall }.Where(static result => !result.IsGood))
                Console.Error.Write(PlanErrorText.Of(result, new SourceLines(files)));
            return ExitCode.BadInput;
        }

        var changes = PlanDiff.Compare(was.Plan, shall.Plan);
        if (asJson)
            Console.Out.WriteLine(PlanJson.Write(new { Before = before, After = after, Differs = changes.Count > 0, Changes = changes.Select(Json) }));
        else
            Console.Out.Write(changes.Count == 0 ? "the same in meaning\n" : string.Concat(changes.Select(static change => $"{change}\n")));
        return ExitCode.Fine;
    }

    private static PlanResult Read(string file, IPlanFiles files) => PlanReader.Read(file, files, Environment.GetEnvironmentVariable);

    private static object Json(PlanChange change) =>
        new { change.Kind, change.Path, change.Subject, change.What, change.Before, change.After, Text = change.ToString() };
}
