using System.Globalization;

namespace AsyncBench;

/// <summary>What the command line asks for; run.sh tells what each means.</summary>
internal sealed record BenchOptions
{
    public IReadOnlyList<string> Parts { get; private init; } = ["queue", "http", "backlog"];

    public IReadOnlyList<int> Clients { get; private init; } = [1, 16, 64];

    public TimeSpan Counted { get; private init; } = TimeSpan.FromSeconds(5);

    public int Waiting { get; private init; } = 1_000_000;

    public int BodyBytes { get; private init; } = 1_024;

    /// <summary>Of deliveries, as a plan has it.</summary>
    public int Concurrency { get; private init; } = 64;

    public string Folder { get; private init; } = Path.GetTempPath();

    /// <exception cref="FormatException">An argument is not understood.</exception>
    public static BenchOptions Parse(string[] arguments)
    {
        var options = new BenchOptions();
        for (var i = 0; i < arguments.Length; i += 2)
        {
            var value = i + 1 < arguments.Length ? arguments[i + 1] : throw new FormatException($"{arguments[i]} wants a value");
            options = arguments[i] switch
            {
                "--only" => options with { Parts = value.Split(',') },
                "--clients" => options with { Clients = [.. value.Split(',').Select(Number)] },
                "--seconds" => options with { Counted = TimeSpan.FromSeconds(Number(value)) },
                "--waiting" => options with { Waiting = Number(value) },
                "--body" => options with { BodyBytes = Number(value) },
                "--concurrency" => options with { Concurrency = Number(value) },
                "--folder" => options with { Folder = Path.GetFullPath(value) },
                var unknown => throw new FormatException($"unknown option {unknown}"),
            };
        }

        return options;
    }

    private static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
}
