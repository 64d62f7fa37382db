namespace Holdfast.Core.Commands;

/// <summary>What an operator has overridden and not yet taken back: who, why, and how it ends.</summary>
/// <param name="Slice">Id of the slice that carries it out.</param>
/// <param name="Command">The command that set it. Carried out again with the same arguments it sets it again.</param>
/// <param name="Arguments">Of the command, as they would be written, without the time that it holds.</param>
/// <param name="Inverse">The command of the same slice that takes it back.</param>
/// <param name="InverseArguments">Of that one.</param>
/// <param name="Target">What it is set on, as a path of the plan.</param>
/// <param name="Words">What it does, in a few words, e.g. <c>off</c>.</param>
/// <param name="Order">Whose word it is.</param>
/// <param name="Until">When it ends by itself; null: when it is taken back.</param>
public sealed record Switch(
    string Slice,
    string Command,
    IReadOnlyDictionary<string, string> Arguments,
    string Inverse,
    IReadOnlyDictionary<string, string> InverseArguments,
    string Target,
    string Words,
    CommandOrder Order,
    DateTimeOffset? Until);
