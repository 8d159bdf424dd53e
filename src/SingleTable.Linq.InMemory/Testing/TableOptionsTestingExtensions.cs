namespace SingleTable.Linq.InMemory;

/// <summary>What tests do with the options of contexts.</summary>
public static class TableOptionsTestingExtensions
{
    /// <summary>
    /// Options whose contexts tell a recorder what they send, behind all other interceptors: on the embedded engine, on a real table, or on a client of yours. Sensitive logging is
    /// switched on, because lines without keys and values could hardly be asserted.
    /// </summary>
    /// <typeparam name="TContext">The context.</typeparam>
    /// <param name="options">The options, which stay as they are.</param>
    /// <param name="recorder">The recorder.</param>
    /// <returns>The changed options.</returns>
    public static TableOptions<TContext> RecordTo<TContext>(this TableOptions<TContext> options, RequestRecorder recorder)
        where TContext : TableContext
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(recorder);
        return options with { Interceptors = [.. options.Interceptors, recorder], SensitiveLogging = true };
    }
}
