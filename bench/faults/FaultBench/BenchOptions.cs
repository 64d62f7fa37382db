using System.Globalization;
using Holdfast.Testing.Faults;

namespace FaultBench;

/// <summary>What the command line asks for; run.sh tells what each means.</summary>
internal sealed record BenchOptions
{
    public IReadOnlyList<string> Proxies { get; private init; } = [ProxyUnderFault.Nginx, ProxyUnderFault.Holdfast];

    public IReadOnlyList<Fault> Faults { get; private init; } = FaultCatalogue.All;

    /// <summary>The table of second attempts instead of that of faults.</summary>
    public bool IsHedging { get; private init; }

    public int Rounds { get; private init; } = 3;

    public int Rate { get; private init; } = 600;

    public TimeSpan Sick { get; private init; } = TimeSpan.FromSeconds(8);

    /// <summary>One for each fault and round.</summary>
    public IReadOnlyList<string> Services =>
        [.. Faults.SelectMany(fault => Enumerable.Range(1, Rounds).Select(fault.Again)).Select(static fault => fault.Name)];

    public FaultTimes Times => new()
    {
        Rate = Rate,
        PostRate = Rate / 10,
        WarmUp = TimeSpan.FromSeconds(2),
        Healthy = TimeSpan.FromSeconds(4),
        Sick = Sick,
        Healed = TimeSpan.FromSeconds(4),
    };

    /// <exception cref="FormatException">An argument is not understood.</exception>
    public static BenchOptions Parse(string[] arguments)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new FormatException($"{arguments[i]} wants a value");
            options = arguments[i] switch
            {
                "--show" when value == "hedging" => options with { IsHedging = true, Proxies = HedgingTable.Proxies, Faults = [HedgingTable.Fault] },
                "--only" => options with { Proxies = value.Split(',') },
                "--faults" => options with { Faults = [.. value.Split(',').Select(FaultCatalogue.Find)] },
                "--rounds" => options with { Rounds = Number(value) },
                "--rate" => options with { Rate = Number(value) },
                "--seconds" => options with { Sick = TimeSpan.FromSeconds(Number(value)) },
                var unknown => throw new FormatException($"unknown option {unknown}"),
            };
        }

        return options;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
