using Holdfast.Core.Errors;

namespace Holdfast.Control.Access;

/// <summary>Why somebody is not let in to the admin API, or not to what they asked for.</summary>
public static class AccessErrors
{
    public static readonly KnownError NoToken = new("HF7000", "The admin API wants to know who asks",
        "It shows the plan and what becomes of it, and takes orders; everybody with an account on this machine reaches the address.",
        "The command finds its token by itself where it runs under the account of the process: else give '--data' with the folder of the process, '--token-file FILE' or HOLDFAST_TOKEN. A script sends 'Authorization: Bearer TOKEN'.") { Status = 401 };

    public static readonly KnownError BadToken = new("HF7001", "The token is not known",
        "It has expired, was revoked, or belongs to another process: the token of the data folder is a new one at every start.",
        "Leave HOLDFAST_TOKEN and '--token-file' out where you are on the machine of the process, or name a token that is still good.") { Status = 401 };

    public static readonly KnownError Role = new("HF7002", "The role does not reach that far",
        "A viewer sees, an operator changes what traffic meets, an admin says who else may come in.",
        "Ask with a token of the role that the message names, or have somebody give the order who has one.") { Status = 403 };

    public static readonly KnownError Scope = new("HF7003", "The token is not for this interface",
        "It was made for some interfaces alone, so that whoever holds it can harm no others.",
        "Name one of its interfaces, or ask with a token that is for all of them. A plan goes live by it when it changes nothing but these interfaces; services, nodes, rollbacks, and which requests find which interface, want a token for all.") { Status = 403 };

    public static readonly KnownError NotOurPage = new("HF7004", "What a browser sends must come from a page of Holdfast",
        "A page of another site, or of another program on this machine, can have a browser send what its user did not mean.",
        "Open the page again and repeat what you did. A script sends 'Authorization: Bearer TOKEN' instead of a cookie.") { Status = 403 };

    public static readonly KnownError BadCode = new("HF7005", "The link is not good any more",
        "It lets one browser in, once, within five minutes.",
        "'holdfast login' prints a new one.") { Status = 401 };

    public static readonly KnownError TooManySignIns = new("HF7006", "Too many links were tried that are none",
        "Whoever guesses is to be slow.",
        "Wait a minute; then 'holdfast login' prints a new one. The command itself goes on meanwhile.") { Status = 429 };

    public static readonly KnownError ProviderSaysNo = new("HF7007", "The identity provider did not let you in",
        "Without its word nobody knows who you are.",
        "Try again; if it stays so, the log of the process says what the provider answered (event 1306).") { Status = 401 };

    public static readonly KnownError NoRole = new("HF7008", "Nothing says what you may do here",
        "The identity provider knows you, and none of your groups stands for a role.",
        "Have yourself put into a group that HOLDFAST_OIDC_VIEWERS, _OPERATORS or _ADMINS names.") { Status = 403 };

    public static readonly KnownError ProviderAway = new("HF7009", "The identity provider does not answer",
        "It is asked for its addresses and keys before anybody can be sent there.",
        "Try again when it is back. On the machine of the process 'holdfast' works meanwhile, and 'holdfast login' prints a link.") { Status = 503 };

    public static readonly KnownError TokenArguments = new("HF7010", "It is not said what the token shall be",
        "A token that lets its holder do more than was meant is found out when it is too late.",
        "Give 'name' and 'role'; 'interfaces' and 'for' (30d, at most 366d) may be left out.") { Status = 400 };

    public static readonly KnownError NoSuchToken = new("HF7011", "No such token is good",
        "It has ended by itself or was revoked already, or there never was one of this number.",
        "'holdfast token list' lists those that are good.") { Status = 404 };

    public static readonly KnownError TooManyTokens = new("HF7012", "There are as many tokens as there may be",
        "Of more than 500 nobody knows any longer who holds them.",
        "Revoke those that are not used: 'holdfast token list' says when each was used last.") { Status = 409 };

    public static readonly KnownError TokenNameTaken = new("HF7013", "A token of this name is good",
        "On record two of them could not be told apart.",
        "Take another name, or revoke the one that there is.") { Status = 409 };

    public static readonly KnownError NoSuchSession = new("HF7014", "No such browser is signed in",
        "It is out already, by itself or by somebody's word; or it is another's, and that is a matter for admins.",
        "'holdfast session list' lists those that are yours, and for admins all of them.") { Status = 404 };

    public static IReadOnlyList<KnownError> All { get; } = [NoToken, BadToken, Role, Scope, NotOurPage, BadCode, TooManySignIns, ProviderSaysNo, NoRole, ProviderAway, TokenArguments, NoSuchToken, TooManyTokens, TokenNameTaken, NoSuchSession];
}
