using System.Globalization;
using System.Text;
using Holdfast.Core.Plan;

namespace Holdfast.Core.Benchmarks;

/// <summary>Plans of a given size, as an operator of many interfaces would generate them.</summary>
internal static class BenchmarkPlan
{
    public const string FileName = "/plan.yaml";

    private const int InterfacesPerService = 2;

    /// <param name="interfaces">An even number.</param>
    /// <param name="nodesPerService">Every two interfaces share a service.</param>
    public static string Text(int interfaces, int nodesPerService)
    {
        StringBuilder text = new("holdfast: 1\nowners: [one@example.com, two@example.com]\nservices:\n");
        for (var service = 0; service < interfaces / InterfacesPerService; service++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  service-{service}:\n    versions:\n      v1:\n        nodes:\n");
            for (var node = 0; node < nodesPerService; node++)
            {
                text.Append(
                    CultureInfo.InvariantCulture,
                    $"          - \"http://10.{service / 250}.{service % 250}.{node + 1}:5000\"\n");
            }
        }

        text.Append("interfaces:\n");
        for (var index = 0; index < interfaces; index++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $$"""
                    interface-{{index}}:
                      match: { method: GET, path: "/api/area-{{index / 100}}/thing-{{index}}/{id}" }
                      service: service-{{index / InterfacesPerService}}
                      timeout: 2s
                      retry: { attempts: 2, per-try: 800ms }

                  """);
        }

        return text.ToString();
    }

    /// <summary>Nodes of one version, of weights 1 to 3, as they stand in a list.</summary>
    public static string Nodes(int count) => string.Join(", ", Enumerable.Range(0, count).Select(static node => string.Create(
        CultureInfo.InvariantCulture, $"{{ url: \"http://10.0.{node / 250}.{(node % 250) + 1}:5000\", weight: {1 + (node % 3)} }}")));

    public static HoldfastPlan Read(int interfaces, int nodesPerService)
    {
        var files = new MemoryPlanFiles().Add(FileName, Text(interfaces, nodesPerService));
        return Read(files);
    }

    /// <summary>Reads <see cref="FileName"/>; a plan with errors would measure something else, so it is refused.</summary>
    public static HoldfastPlan Read(IPlanFiles files)
    {
        var result = PlanReader.Read(FileName, files, static _ => null);
        return result.Plan ?? throw new InvalidOperationException($"the plan of a benchmark is bad: {result.Errors[0]}");
    }

    /// <summary>A path that the given interface matches.</summary>
    public static string PathOf(int index) =>
        string.Create(CultureInfo.InvariantCulture, $"/api/area-{index / 100}/thing-{index}/42");
}
