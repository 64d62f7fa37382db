using System.CommandLine;
using System.Globalization;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Starting;
using Holdfast.Core.Errors;
using Holdfast.Core.Plan;
using Holdfast.Core.Principles;

namespace Holdfast.Cli.Degrading;

/// <summary><c>holdfast degrade show</c>: the steps of one plan, and whether each is laid.</summary>
internal static class ShowVerb
{
    public static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = "The degradation plan." };
        var admin = new AdminOptions();
        var command = new Command("show", "Show what each level of a degradation plan gives up, and whether it is given up now.") { name, admin.Admin, admin.Data, admin.TokenFile };
        command.SetAction((parsed, cancellation) => RunAsync(admin.Connect(parsed), parsed.GetValue(name)!, cancellation));
        return command;
    }

    private static async Task<int> RunAsync(AdminClient client, string name, CancellationToken cancellation)
    {
        using var _ = client;
        var snapshot = await client.PrincipleAsync(DegradeVerb.Slice, cancellation);
        await Console.Out.WriteAsync(DegradeView.Show(snapshot, name, TimeProvider.System.GetUtcNow()) ?? throw Unknown(snapshot, name));
        return ExitCode.Fine;
    }

    /// <summary>Says which there are.</summary>
    internal static StartException Unknown(Snapshot snapshot, string name)
    {
        var names = LevelRows.Of(snapshot, "plans").All.Select(static row => row["plan"]).ToArray();
        var known = names.Length == 0 ? "the plan has none" : $"there is {string.Join(", ", names)}";
        return new StartException(Known("HF5160"), $"'{Printable.Of(name)}' is no degradation plan; {known}.", ExitCode.BadInput);
    }

    internal static StartException NoLevel(string name, int level) =>
        new(Known("HF5161"), string.Create(CultureInfo.InvariantCulture, $"'{Printable.Of(name)}' has no level {level}: 'holdfast degrade show' says which it has."), ExitCode.BadInput);

    private static KnownError Known(string id) => ErrorCatalogue.All.Single(error => error.Id == id);
}
