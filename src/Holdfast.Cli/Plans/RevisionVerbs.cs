using System.CommandLine;
using System.Text;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Draining;
using Holdfast.Control.Admin;
using Holdfast.Control.Plans;
using Holdfast.Control.Store;
using Holdfast.Core.Plan;

namespace Holdfast.Cli.Plans;

/// <summary><c>plan history</c>, <c>show</c> and <c>rollback</c>: the revisions of the running process.</summary>
internal static class RevisionVerbs
{
    private const int LineMax = 400;

    public static Command Rollback()
    {
        var revision = new Argument<int?>("REV") { Description = "Which revision (default: the one that the live one was made from).", DefaultValueFactory = static _ => null };
        var (command, reason, admin) = Change("rollback", "Make an earlier revision live again.");
        command.Add(revision);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = admin.Connect(parsed);
            var body = new RollbackBody { By = By, Why = parsed.GetValue(reason), To = parsed.GetValue(revision) };
            return Tell(await client.ChangePlanAsync("/rollback", body, AdminJson.Default.RollbackBody, parent: null, cancellation));
        });
        return command;
    }

    public static Command History()
    {
        var before = new Option<int?>("--before") { Description = "Only older revisions than this one.", HelpName = "REV" };
        var admin = new AdminOptions();
        var command = new Command("history", "List revisions, the newest first.") { before, admin.Admin, admin.Data, admin.TokenFile };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = admin.Connect(parsed);
            var question = parsed.GetValue(before) is { } number ? $"/revisions?before={number}" : "/revisions";
            var page = await client.PlanAsync(question, AdminJson.Default.RevisionPage, cancellation);
            foreach (var revision in page.Revisions) Console.Out.WriteLine(Line(revision));
            if (page.Next is { } next) Console.Out.WriteLine($"older ones: --before {next}");
            return ExitCode.Fine;
        });
        return command;
    }

    public static Command Show()
    {
        var revision = new Argument<int>("REV") { Description = "The number of a revision." };
        var admin = new AdminOptions();
        var command = new Command("show", "Print a revision as it was written.") { revision, admin.Admin, admin.Data, admin.TokenFile };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var client = admin.Connect(parsed);
            var found = await client.PlanAsync($"/revisions/{parsed.GetValue(revision)}", AdminJson.Default.RevisionTexts, cancellation);
            var text = new StringBuilder($"# {Line(found.Revision)}\n");
            foreach (var file in found.Files) text.Append($"# {Printable.Of(file.Path, LineMax)}\n{file.Text.TrimEnd('\n')}\n");
            Console.Out.Write(text);
            return ExitCode.Fine;
        });
        return command;
    }

    internal static string By => DrainArguments.By(Environment.GetEnvironmentVariable);

    internal static (Command Command, Option<string> Reason, AdminOptions Admin) Change(string name, string about)
    {
        var reason = new Option<string>("--reason") { Description = "What for: put on record.", HelpName = "TEXT", Required = true };
        var admin = new AdminOptions();
        return (new Command(name, about) { reason, admin.Admin, admin.Data, admin.TokenFile }, reason, admin);
    }

    internal static int Tell(PlanOutcome outcome)
    {
        Console.Out.WriteLine(Printable.Of(outcome.Text, LineMax) + (outcome.Changes.Count > 0 ? ":" : ""));
        foreach (var change in outcome.Changes) Console.Out.WriteLine($"  {Printable.Of(change, LineMax)}");
        return ExitCode.Fine;
    }

    private static string Line(RevisionEntry revision) =>
        $"{(revision.IsLive ? "* " : "  ")}{revision.Name}  {revision.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z  {Printable.Of(revision.Author, LineMax)}: {Printable.Of(revision.Reason, LineMax)}";
}
