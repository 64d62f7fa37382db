using System.Globalization;
using System.Text;

namespace Holdfast.Testing;

/// <summary>The text of a plan of any size, as a generator would write it: every interface its own service.</summary>
public static class LargePlan
{
    public static string Write(int interfaces, int nodesOfEach)
    {
        var text = new StringBuilder("holdfast: 1\nowners: [ann@example.com, bob@example.com]\nzones: [east, west]\nservices:\n");
        for (var i = 0; i < interfaces; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  service-{i}:\n    versions:\n      v1:\n        nodes:\n");
            for (var node = 0; node < nodesOfEach; node++)
            {
                var zone = node % 2 == 0 ? "east" : "west";
                text.Append(CultureInfo.InvariantCulture, $"          - {{ url: \"http://10.{i >> 8}.{i & 255}.{node + 1}:5000\", zone: {zone}, weight: 2 }}\n");
            }

            text.Append("    health:\n      probe: { path: /healthz, every: 5s, timeout: 1s }\n");
        }

        text.Append("interfaces:\n");
        for (var i = 0; i < interfaces; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"  interface-{i}:\n    match: {{ method: [GET, POST], path: \"/api/v1/things-{i}/{{id}}\", host: api.example.com }}\n");
            text.Append(CultureInfo.InvariantCulture, $"    service: service-{i}\n    timeout: 2s\n    retry: {{ attempts: 2, per-try: 800ms }}\n");
        }

        return text.ToString();
    }
}
