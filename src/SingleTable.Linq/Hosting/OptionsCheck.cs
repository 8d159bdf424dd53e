using Microsoft.Extensions.Options;

namespace SingleTable.Linq.Hosting;

/// <summary>Lists what is wrong with the calls that a table was told by.</summary>
internal sealed class OptionsCheck<TContext> : IValidateOptions<SingleTableOptionsBuilder<TContext>>
    where TContext : TableContext
{
    public ValidateOptionsResult Validate(string? name, SingleTableOptionsBuilder<TContext> options) =>
        options.Problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(options.Problems);
}
