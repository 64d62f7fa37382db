using Holdfast.Core.Plan;
using Holdfast.Core.Plan.Fields;

namespace Holdfast.Core.Commands;

/// <summary>The values of a command's parameters: those that were given, and the defaults of the others.</summary>
public sealed class CommandArguments
{
    private readonly Dictionary<Field, object?> _values = [];

    private CommandArguments()
    {
    }

    public T Get<T>(Field<T> parameter) => (T)_values[parameter]!;

    /// <summary>Reads what was given by the rules that the parameters are declared with.</summary>
    /// <param name="fault">What is wrong, in one line; null when nothing is.</param>
    internal static CommandArguments Read(
        IReadOnlyList<Field> parameters, IReadOnlyDictionary<string, string> given, out string? fault)
    {
        var arguments = new CommandArguments();
        fault = given.Keys.Where(name => parameters.All(parameter => parameter.Name != name)).Select(name => Unknown(name, parameters)).FirstOrDefault();
        foreach (var parameter in parameters)
        {
            if (fault is not null) break;
            if (!given.TryGetValue(parameter.Name, out var text))
            {
                arguments._values[parameter] = parameter.DefaultValue;
                if (parameter.Required) fault = $"'{parameter.Name}' is missing: {parameter.About}";
            }
            else
            {
                if (parameter.Parse(text, out var value) is { } bad) fault = $"'{parameter.Name}': {bad.Message}. {bad.Advice}";
                arguments._values[parameter] = value;
            }
        }

        return arguments;
    }

    private static string Unknown(string name, IReadOnlyList<Field> parameters)
    {
        var names = parameters.Select(static parameter => parameter.Name).ToArray();
        var advice = Nearest.Find(name, names) is { } near ? $"did you mean '{near}'?" : $"it takes {string.Join(", ", names)}.";
        return $"'{Printable.Of(name)}' is none of its arguments; {advice}";
    }
}
