using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Holdfast.Core.Plan.Words;

/// <summary>The plan's JSON schema (draft 2020-12): with it an editor completes, explains and underlines.</summary>
public static class PlanSchema
{
    // Written to a file, never into a page: quotes and brackets may stay readable.
    private static readonly JsonSerializerOptions Readable =
        new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(PlanShape? shape = null)
    {
        var root = (shape ?? PlanShape.Default).Root.Schema();
        // A file that another one includes has no need to say everything.
        root.Remove("required");
        var schema = new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = "Holdfast plan",
            ["$defs"] = new JsonObject
            {
                ["variable"] = new JsonObject
                {
                    ["type"] = "string",
                    ["pattern"] = @"\$\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\}",
                    ["description"] = "A variable of the environment: ${NAME} or ${NAME:-default}.",
                },
            },
        };
        foreach (var (name, value) in root.ToList())
        {
            root.Remove(name);
            schema[name] = value;
        }

        return schema.ToJsonString(Readable) + "\n";
    }
}
