using System.Text.Json;
using Holdfast.Cli.Admin;
using Holdfast.Cli.Draining;
using Holdfast.Cli.Starting;
using Holdfast.Control.Admin;
using Holdfast.Core.Telemetry.Why;

namespace Holdfast.Cli.Trying;

/// <summary>What a scenario plays with: customers, nodes, what the gateway says of itself, and somebody who listens.</summary>
internal sealed class TryStage(AdminClient admin, TryCustomers customers, TryNodes nodes, TextWriter output, TimeProvider time)
{
    private readonly long _began = time.GetTimestamp();

    public TryCustomers Customers => customers;

    public TryNodes Nodes => nodes;

    public TimeProvider Time => time;

    /// <summary>A line, with the seconds since the scenario began.</summary>
    public void Say(string text) => output.WriteLine($"{time.GetElapsedTime(_began).TotalSeconds,5:0.0} s  {text}");

    /// <summary>Why a call was answered as it was; null: it is not kept (yet).</summary>
    public async Task<WhyReport?> WhyAsync(TryAnswer answer, CancellationToken cancellation)
    {
        if (answer.Trace.Length == 0) return null;
        // An answer is out a moment before its call is kept.
        for (var i = 0; i < 20; i++)
        {
            try
            {
                return (await admin.WhyAsync($"/{answer.Trace}", cancellation))[0];
            }
            catch (StartException fault) when (fault.Known == WhyErrors.NotKept)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellation);
            }
        }

        return null;
    }

    /// <summary>The newest calls of an interface that are kept.</summary>
    public Task<IReadOnlyList<WhyReport>> KeptAsync(string target, CancellationToken cancellation) =>
        admin.WhyAsync($"?last=20&all&interface={target}", cancellation);

    /// <summary>The newest call of an interface that was refused at this stage, with the decision; null: none is kept.</summary>
    /// <remarks>Not asked by the trace of an answer: where very many are refused, the newest are kept.</remarks>
    public async Task<(WhyReport Report, WhyStep Step)?> RefusedAsync(string target, string stage, CancellationToken cancellation)
    {
        foreach (var report in await admin.WhyAsync($"?last=20&interface={target}", cancellation))
        {
            if (report.Steps.LastOrDefault(step => step.Stage == stage && step.Decision == report.Told?.Decision) is { } step) return (report, step);
        }

        return null;
    }

    /// <summary>Where a decision stands in the plan and on which number it was made, as part of a sentence.</summary>
    public static string Of(WhyStep step)
    {
        var number = step.Measured is { } measured ? $", on {measured.Name} {measured.Value:0.##} against {measured.Bound:0.##}" : "";
        return $"{step.Decision} by {step.Rule} ({step.Place}){number}";
    }

    /// <summary>A cell of what a principle shows of itself, in the first row whose first cell is this; null: there is none.</summary>
    public async Task<string?> CellAsync(string principle, string row, string column, CancellationToken cancellation)
    {
        foreach (var table in (await admin.PrincipleAsync(principle, cancellation)).Tables)
        {
            var at = table.Columns.ToList().IndexOf(column);
            if (at >= 0 && table.Rows.FirstOrDefault(cells => $"{cells[0]}" == row) is { } found) return $"{found[at]}";
        }

        return null;
    }

    /// <summary>Has a principle carry out a command, as an operator would.</summary>
    /// <returns>What became of it.</returns>
    public async Task<string> OrderAsync(string principle, string command, string why, CancellationToken cancellation, params (string Name, string Value)[] arguments) => (await admin.CommandAsync(principle, command, new CommandBody
    {
        By = DrainArguments.By(Environment.GetEnvironmentVariable),
        Why = why,
        Arguments = arguments.ToDictionary(static one => one.Name, static one => JsonSerializer.SerializeToElement(one.Value, AdminJson.Default.String), StringComparer.Ordinal),
    }, cancellation)).Text;

    /// <exception cref="StartException">Always.</exception>
    public static StartException InVain(string what) => new(StartErrors.WaitedInVain, what, ExitCode.WaitedInVain);
}
