using System.Globalization;
using Holdfast.Testing.Overload;

namespace OverloadBench;

/// <summary>What the command line asks for; run.sh tells what each means.</summary>
internal sealed record BenchOptions
{
    public IReadOnlyList<string> Proxies { get; private init; } = [ProxyUnderLoad.Nginx, ProxyUnderLoad.Yarp, ProxyUnderLoad.Holdfast];

    public IReadOnlyList<double> Times { get; private init; } = [0.9, 1, 2, 5, 10];

    public TimeSpan Counted { get; private init; } = TimeSpan.FromSeconds(8);

    public OverloadLoad Load { get; private init; } = new();

    /// <exception cref="FormatException">An argument is not understood.</exception>
    public static BenchOptions Parse(string[] arguments)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new FormatException($"{arguments[i]} wants a value");
            options = arguments[i] switch
            {
                "--only" => options with { Proxies = value.Split(',') },
                "--loads" => options with { Times = [.. value.Split(',').Select(Number)] },
                "--seconds" => options with { Counted = TimeSpan.FromSeconds(Number(value)) },
                "--slots" => options with { Load = options.Load with { Slots = (int)Number(value) } },
                "--work" => options with { Load = options.Load with { Work = TimeSpan.FromMilliseconds(Number(value)) } },
                var unknown => throw new FormatException($"unknown option {unknown}"),
            };
        }

        return options;
    }

    private static double Number(string text) => double.Parse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
