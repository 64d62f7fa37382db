using System.CommandLine;
using System.Globalization;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Starting;
using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Words;

namespace Holdfast.Cli.Plans;

/// <summary><c>holdfast plan diff</c>.</summary>
internal static class DiffVerb
{
    private const int LineMax = 400;

    public static Command Create()
    {
        var before = new Argument<string>("BEFORE") { Description = "The plan as it was: a file, - for standard input, or the number of a revision." };
        var after = new Argument<string?>("AFTER") { Description = "The plan as it shall be, a file or a revision too (default, after a revision: the live one).", DefaultValueFactory = static _ => null };
        var output = OutputOption.Create();
        var admin = new AdminOptions();
        var command = new Command("diff", "Tell what differs between two plans, or two revisions of the running process, in meaning. Exit code 0 whether or not they differ; 2: one of them has errors.")
        {
            before, after, output, admin.Admin, admin.Data, admin.TokenFile,
        };
        command.SetAction(async (parsed, cancellation) =>
        {
            var (was, shall, asJson) = (parsed.GetValue(before)!, parsed.GetValue(after), parsed.GetValue(output) == OutputOption.Json);
            if (RevisionOf(was) is { } from && (shall is null || RevisionOf(shall) is not null))
            {
                using var client = admin.Connect(parsed);
                return Tell(await RevisionsAsync(client, from, shall, cancellation), asJson);
            }

            return shall is null
                ? throw StartException.BadInput("'plan diff' compares two files, or two revisions: only the second of two revisions may be left out.")
                : Run(was, shall, asJson);
        });
        return command;
    }

    /// <summary>A number is a revision; a file of such a name is told by its folder: <c>./3</c>.</summary>
    private static int? RevisionOf(string word) => int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Task<RevisionDiff> RevisionsAsync(AdminClient client, int from, string? to, CancellationToken cancellation) =>
        client.PlanAsync($"/revisions/{from}/diff{(to is null ? "" : $"?to={to}")}", AdminJson.Default.RevisionDiff, cancellation);

    private static int Tell(RevisionDiff diff, bool asJson)
    {
        if (asJson)
            Console.Out.WriteLine(PlanJson.Write(new { Before = $"{diff.From}", After = $"{diff.To}", Differs = diff.Changes.Count > 0, Changes = diff.Changes.Select(static change => new { Text = change }) }));
        else
            Console.Out.Write(diff.Changes.Count == 0 ? "the same in meaning\n" : string.Concat(diff.Changes.Select(static change => $"{Printable.Of(change, LineMax)}\n")));
        return ExitCode.Fine;
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

    private static PlanResult Read(string file, IPlanFiles files) => PlanReader.Read(file, files, PlanEnvironment.Get);

    private static object Json(PlanChange change) =>
        new { change.Kind, change.Path, change.Subject, change.What, change.Before, change.After, Text = change.ToString() };
}
