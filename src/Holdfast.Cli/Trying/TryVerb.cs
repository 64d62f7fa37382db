using System.CommandLine;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Starting;
using Holdfast.Cli.Up;

namespace Holdfast.Cli.Trying;

/// <summary><c>holdfast try</c>: something happens to the demo's shop, and what became of it is said in plain words.</summary>
internal static class TryVerb
{
    /// <summary>No scenario takes longer, whatever happens.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(100);

    public static Command Create()
    {
        var name = new Argument<string?>("NAME") { Description = "What is to happen; --list names all.", Arity = ArgumentArity.ZeroOrOne };
        name.CompletionSources.Add(static _ => ScenarioList.All.Select(static one => one.Name));
        var list = new Option<bool>("--list") { Description = "Say what can be tried." };
        var traffic = new Option<string?>("--traffic") { Description = "Where the demo takes traffic (default: what its data folder says, else 127.0.0.1:8080).", HelpName = "ADDRESS" };
        var admin = new AdminOptions();
        var command = new Command("try", "Have something happen to the running demo, and say what became of it.") { name, list, traffic, admin.Admin, admin.Data, admin.TokenFile };
        command.SetAction((parsed, _) => parsed.GetValue(list) || parsed.GetValue(name) is not { } chosen
            ? Task.FromResult(List())
            : RunAsync(Find(chosen), admin.Connect(parsed), TrafficAddress.Find(parsed.GetValue(traffic), parsed.GetValue(admin.Data), Environment.GetEnvironmentVariable)));
        return command;
    }

    private static int List()
    {
        var width = ScenarioList.All.Max(static one => one.Name.Length);
        foreach (var one in ScenarioList.All) Console.Out.WriteLine($"  {one.Name.PadRight(width)}   {one.About}");
        Console.Out.WriteLine("\nStart the demo with 'holdfast up --demo', then 'holdfast try NAME' in another terminal.");
        return ExitCode.Fine;
    }

    private static Scenario Find(string name) => ScenarioList.Find(name)
        ?? throw StartException.BadInput($"there is nothing named '{name}' to try; there is {string.Join(", ", ScenarioList.All.Select(static one => one.Name))}");

    private static async Task<int> RunAsync(Scenario scenario, AdminClient admin, Uri traffic)
    {
        using var stop = new StopSignals(isHangupStop: true);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stop.Stopping);
        end.CancelAfter(Longest);
        using var own = admin;
        using var customers = new TryCustomers(traffic, TimeProvider.System);
        try
        {
            using var nodes = await TryNodes.FindAsync(await admin.StatusAsync(end.Token), end.Token);
            await PlayAsync(scenario, new TryStage(admin, customers, nodes, Console.Out, TimeProvider.System), end.Token);
            Console.Out.WriteLine($"\nMore of it: {string.Join("; ", scenario.Look.Select(static command => $"holdfast {command}"))}");
            return ExitCode.Fine;
        }
        catch (OperationCanceledException) when (stop.Stopping.IsCancellationRequested)
        {
            Console.Out.WriteLine("Stopped: the shop is as it was.");
            return ExitCode.Fine;
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            throw TryStage.InVain($"it was not over after {Longest.TotalSeconds:0} s; the shop is as it was");
        }
    }

    private static async Task PlayAsync(Scenario scenario, TryStage stage, CancellationToken cancellation)
    {
        Console.Out.WriteLine($"{scenario.Name}: {scenario.About}\n");
        try
        {
            await scenario.PlayAsync(stage, cancellation);
        }
        finally
        {
            await stage.Nodes.HealAsync();
        }
    }
}
