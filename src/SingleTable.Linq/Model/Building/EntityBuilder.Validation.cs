using SingleTable.Linq.Model.Building;

namespace SingleTable.Linq;

public sealed partial class EntityBuilder<T>
{
    /// <summary>
    /// Validates every whole entity (generated values filled in) before anything of it is sent: by Create, Put, Upsert, batches, transactions, and by the updates from
    /// one value of an entity to another. DataAnnotations need no such call. Several validators are all asked, in their order; none of them where the DataAnnotations
    /// have found something.
    /// </summary>
    /// <param name="validate">
    /// Gives what is not valid: <c>p => p.End &lt; p.Start ? [new("End", "It must not be before the start.")] : []</c>. A validator of FluentValidation is
    /// <c>p => validator.Validate(p).Errors.Select(e => new EntityValidationFailure(e.PropertyName, e.ErrorMessage))</c>. It must be safe for several threads.
    /// </param>
    /// <returns>The same builder.</returns>
    public EntityBuilder<T> HasValidator(Func<T, IEnumerable<EntityValidationFailure>> validate)
    {
        ArgumentNullException.ThrowIfNull(validate);
        _definition.Validation.Validators.Add(entity => validate((T)entity));
        return this;
    }

    /// <summary>Validates what an update is about to change, by every kind of update, before it is sent.</summary>
    /// <param name="validate">Gives what is not valid in it. It must be safe for several threads.</param>
    /// <returns>The same builder.</returns>
    public EntityBuilder<T> HasUpdateValidator(Func<EntityUpdate<T>, IEnumerable<EntityValidationFailure>> validate)
    {
        ArgumentNullException.ThrowIfNull(validate);
        _definition.Validation.UpdateValidators.Add(changes => validate(new EntityUpdate<T>(changes)));
        return this;
    }

    /// <summary>
    /// Leaves out what the entity type says of itself by DataAnnotations (<c>ValidationAttribute</c>s and <c>IValidatableObject</c>), for it and for what derives from it.
    /// Validators of the model stay.
    /// </summary>
    /// <returns>The same builder.</returns>
    public EntityBuilder<T> HasNoValidation()
    {
        _definition.Validation.IsWithoutAttributes = true;
        return this;
    }
}

public sealed partial class DerivedEntityBuilder<T>
{
    /// <inheritdoc cref="EntityBuilder{T}.HasValidator"/>
    public DerivedEntityBuilder<T> HasValidator(Func<T, IEnumerable<EntityValidationFailure>> validate)
    {
        ArgumentNullException.ThrowIfNull(validate);
        _definition.Validation.Validators.Add(entity => validate((T)entity));
        return this;
    }

    /// <summary>Validates what an update of this type is about to change; one of the base type does not know which type it meets.</summary>
    /// <inheritdoc cref="EntityBuilder{T}.HasUpdateValidator"/>
    public DerivedEntityBuilder<T> HasUpdateValidator(Func<EntityUpdate<T>, IEnumerable<EntityValidationFailure>> validate)
    {
        ArgumentNullException.ThrowIfNull(validate);
        _definition.Validation.UpdateValidators.Add(changes => validate(new EntityUpdate<T>(changes)));
        return this;
    }
}
